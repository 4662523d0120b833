#pragma once

#include <string_view>

namespace assetbuddy::accounts {

/// 877 plain words of four to eight letters that people can picture and spell, each once, separated by blanks: 9.7 bits
/// a word.
inline constexpr std::string_view passphrase_words =
    "acorn actor agent album almond amber anchor angle ankle anthem apple apron arch arena armour arrow artist atlas "
    "attic autumn avenue badge bagel baker balcony ball balloon bamboo banana band banjo banner barge bark barley "
    "barn barrel basin basket bath battery beach bead beak beam bean bear beard beaver beech beetle bell belt bench "
    "berry bicycle birch bird biscuit bishop blanket blossom board boat bobbin bolt bonfire book boot border bottle "
    "boulder bowl bracket branch brass bread breeze brick bridge brook broom brush bubble bucket buckle budget "
    "buffalo bugle bulb bundle bunker butter button cabbage cabin cable cactus cake camel camera camp canal candle "
    "canoe canvas canyon cape caravan carbon card cargo carpet carrot cart castle cattle cave cedar cellar cement "
    "chain chair chalk channel chapel chart cheese cherry chess chest chicken chimney chisel choir cinema circle "
    "circus citrus clamp clay cliff clock cloth cloud clover clutch coach coal coast cobweb cockpit cocoa coconut "
    "coffee coin collar column comb comet compass concert copper coral cork corner cotton couch cousin cove crab "
    "cradle crane crater crayon cream creek cricket crown crumb crystal cube cucumber curtain cushion cycle dairy "
    "daisy dancer dawn deck deer delta dentist depot desert desk diamond diary dinner dish ditch diver dolphin donkey "
    "door dough dove dragon drain drawer dream drill drum duck dune dust eagle easel echo elbow elder elephant ember "
    "emerald engine envelope estate evening fabric factory falcon farm farmer feather fence fern ferry fiddle field "
    "filter finch finger fire fish flag flame flask flint flood floor flour flower flute foam folder forest fork fort "
    "fossil fountain frame freckle freezer friday frog frost fruit funnel furnace gallery garage garden garlic garnet "
    "gate gazelle geese ghost giant ginger giraffe glacier glass glider globe glove glue goat gold golf goose gorge "
    "grain granite grape grass gravel gravy grocer ground grove guard guest guitar gull gutter hail hammer hammock "
    "hamper handle harbour harness harp harvest hatch hawk hazel heart heather hedge helmet herb heron hill hinge "
    "hippo hobby holly honey hood hook horn horse hospital hotel house hymn iceberg igloo inch infant insect iron "
    "island ivory jacket jaguar jelly jersey jetty jewel jigsaw jockey journal juice jungle junior juniper kayak "
    "keeper kennel kernel kettle kidney king kiosk kitchen kite kitten knee knight knot koala label lace ladder "
    "lagoon lake lamb lamp lane lantern larch lark lasso lattice laundry lava lawn leaf leather ledge lemon lens "
    "lentil leopard letter lettuce library lilac lily lime linen lion lizard llama lobster lock locket loft lorry "
    "lotus lumber lunch lynx machine magnet magpie mallet mango mantle maple marble margin market maroon marsh mask "
    "mast match meadow medal melon menu merchant metal meteor midnight mill mineral mint mirror mitten moat mobile "
    "model mole monday monkey moon moose morning mortar mosaic moss moth motor mountain mouse muffin mule muscle "
    "museum mushroom music mustard nail napkin navy neck necklace needle nest nettle newt nickel night noodle north "
    "notebook novel nugget nurse nutmeg oasis ocean octopus office olive onion opal opera orange orbit orchard orchid "
    "organ otter oval oven oyster paddle page paint palace palm pancake panda panel pantry paper parade parcel park "
    "parrot parsley parsnip pasta path patio peach peacock peak peanut pear pearl pebble pedal pelican pencil penguin "
    "pepper perch petal piano pickle picnic pier pigeon pillow pilot pine pipe pirate pixel pizza plain planet plank "
    "plaster plate platform plaza plough plum plumber pocket poem polar pond pony poplar poppy porch porridge port "
    "postcard potato potter powder prairie prawn printer prism puddle puffin pulley pump pumpkin puppet purse puzzle "
    "pyramid quarry quartz queen quill quilt quiver rabbit radar radio radish raft rail rain rainbow raisin ramp "
    "ranch raven razor recipe reef reindeer rescue ribbon rice ridge ring river road robin robot rocket roof rooster "
    "root rope rose rowing ruby rudder ruler rumble runner rust sack saddle sail salad salmon salt sand sandal "
    "sapphire sardine satin saturn sauce saucer sausage scale scarf school scissors scooter scout screen screw seal "
    "season seat seed shadow shark shed sheep shelf shell shield ship shirt shore shovel shower shrimp signal silk "
    "silver siren sister skate sketch skirt slate sledge sleeve slipper slope snail snow soap sock sofa soil soldier "
    "sonnet soup spade spanner sparrow spear spice spider spinach spiral spire sponge spoon spring spruce squash "
    "squid squirrel stable stair stamp star starling station statue steam steel stem stew stool stork storm stove "
    "straw stream street string studio sugar summer summit surgeon swallow swamp swan sweater swing sword syrup table "
    "tailor talon tango tank tartan taxi teacher team teapot temple tennis tent terrace theatre thicket thimble "
    "thistle thorn thread throne thumb thunder ticket tide tiger tile timber toad toast toffee tomato tongue torch "
    "tortoise towel tower tractor trail train trawler tray treacle treasure tree trellis trench tripod trolley "
    "trombone trophy trout trowel truck trumpet trunk tulip tunic tunnel turbine turkey turnip turtle tuxedo tweed "
    "twig umbrella uncle unicorn uniform upland valley valve vanilla vase vault velvet veranda vessel victor village "
    "vine vinegar violet violin visitor volcano voyage vulture waffle wagon waiter walnut walrus wardrobe warm wasp "
    "water wave weasel weather weaver wedge weekend welder whale wharf wheat wheel whisker whistle wick widget willow "
    "wind window winter wire wizard wolf wombat wood wool workshop worm wren wrist yacht yard yarn yeast yellow "
    "yoghurt yolk zebra zenith zinc zipper zone";

} // namespace assetbuddy::accounts
