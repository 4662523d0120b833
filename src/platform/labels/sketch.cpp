#include "platform/labels/sketch.h"

#include <array>
#include <memory>
#include <numbers>
#include <stdexcept>

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

namespace assetbuddy::platform::labels {
namespace {

constexpr int width = 1280;
constexpr int height = 960;
constexpr double floor_at = 720;
constexpr double caption_at = 850;
constexpr double whole_turn = 2 * std::numbers::pi;

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Pen = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;

struct Colour {
    double red;
    double green;
    double blue;
};
constexpr Colour dark{0.16, 0.18, 0.2};
constexpr Colour steel{0.55, 0.59, 0.62};
constexpr Colour yellow{0.93, 0.7, 0.13};
constexpr Colour red{0.78, 0.16, 0.14};
constexpr Colour white{0.97, 0.97, 0.96};
constexpr Colour green{0.06, 0.5, 0.4};
constexpr std::array<Colour, 4> walls{{{0.8, 0.82, 0.82}, {0.84, 0.8, 0.74}, {0.74, 0.79, 0.84}, {0.78, 0.82, 0.76}}};

struct Spot {
    double x;
    double y;
};

class Drawing {
  public:
    explicit Drawing(cairo_t* pen) : pen_(pen) {}

    void box(const Colour& colour, double x, double y, double wide, double high)
    {
        use(colour);
        cairo_rectangle(pen_, x, y, wide, high);
        cairo_fill(pen_);
    }
    /// With ends or corners of that radius.
    void round_box(const Colour& colour, double x, double y, double wide, double high, double radius)
    {
        constexpr double quarter = whole_turn / 4;
        use(colour);
        cairo_new_sub_path(pen_);
        cairo_arc(pen_, x + wide - radius, y + radius, radius, -quarter, 0);
        cairo_arc(pen_, x + wide - radius, y + high - radius, radius, 0, quarter);
        cairo_arc(pen_, x + radius, y + high - radius, radius, quarter, 2 * quarter);
        cairo_arc(pen_, x + radius, y + radius, radius, 2 * quarter, 3 * quarter);
        cairo_close_path(pen_);
        cairo_fill(pen_);
    }
    void disc(const Colour& colour, const Spot& at, double radius)
    {
        use(colour);
        cairo_arc(pen_, at.x, at.y, radius, 0, whole_turn);
        cairo_fill(pen_);
    }
    void ring(const Colour& colour, const Spot& at, double radius, double thick)
    {
        use(colour);
        cairo_set_line_width(pen_, thick);
        cairo_arc(pen_, at.x, at.y, radius, 0, whole_turn);
        cairo_stroke(pen_);
    }
    void line(const Colour& colour, double thick, const Spot& from, const Spot& to)
    {
        use(colour);
        cairo_set_line_width(pen_, thick);
        cairo_set_line_cap(pen_, CAIRO_LINE_CAP_ROUND);
        cairo_move_to(pen_, from.x, from.y);
        cairo_line_to(pen_, to.x, to.y);
        cairo_stroke(pen_);
    }
    /// Answers how high it is; what does not fit the width goes on below.
    double text(const Colour& colour, double size, const Spot& at, double wide, std::string_view words, bool is_bold)
    {
        use(colour);
        PangoLayout* const layout = pango_cairo_create_layout(pen_);
        PangoFontDescription* const font =
            pango_font_description_from_string(is_bold ? "sans-serif bold" : "sans-serif");
        pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
        pango_layout_set_font_description(layout, font);
        pango_font_description_free(font);
        pango_layout_set_text(layout, words.data(), static_cast<int>(words.size()));
        pango_layout_set_width(layout, static_cast<int>(wide * PANGO_SCALE));
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
        cairo_move_to(pen_, at.x, at.y);
        pango_cairo_show_layout(pen_, layout);
        int high = 0;
        pango_layout_get_size(layout, nullptr, &high);
        g_object_unref(layout);
        return static_cast<double>(high) / PANGO_SCALE;
    }

  private:
    void use(const Colour& colour) { cairo_set_source_rgb(pen_, colour.red, colour.green, colour.blue); }

    cairo_t* pen_;
};

void draw_forklift(Drawing& to)
{
    to.round_box(yellow, 520, 430, 400, 210, 36);
    to.box(dark, 560, 250, 20, 200);
    to.box(dark, 820, 250, 20, 200);
    to.box(dark, 545, 235, 310, 26);
    for (const double mast : {455.0, 485.0}) to.box(steel, mast, 180, 18, 500);
    to.box(dark, 250, 662, 260, 20);
    to.box(dark, 440, 540, 24, 140);
    for (const double wheel : {600.0, 840.0}) {
        to.disc(dark, {wheel, 650}, 70);
        to.disc(steel, {wheel, 650}, 30);
    }
}

void draw_ladder(Drawing& to)
{
    to.line(steel, 26, {500, floor_at}, {590, 120});
    to.line(steel, 26, {720, floor_at}, {720, 120});
    constexpr int rungs = 8;
    for (int each = 0; each < rungs; ++each) {
        const double y = 190 + 66.0 * each;
        to.line(steel, 18, {590 - 90 * (y - 120) / 600, y}, {720, y});
    }
    to.box(dark, 478, floor_at - 12, 44, 22);
    to.box(dark, 698, floor_at - 12, 44, 22);
}

void draw_cabinet(Drawing& to)
{
    to.round_box(steel, 430, 170, 420, 540, 18);
    to.round_box(white, 455, 195, 370, 490, 10);
    to.box(dark, 790, 420, 14, 60);
    to.line(yellow, 26, {670, 270}, {600, 420});
    to.line(yellow, 26, {600, 420}, {690, 420});
    to.line(yellow, 26, {690, 420}, {610, 580});
}

void draw_extinguisher(Drawing& to)
{
    to.round_box(red, 540, 300, 210, 420, 80);
    to.box(dark, 610, 235, 70, 80);
    to.line(dark, 22, {620, 240}, {760, 205});
    to.line(dark, 22, {675, 250}, {810, 300});
    to.line(dark, 26, {810, 300}, {835, 520});
    to.round_box(white, 565, 430, 160, 130, 10);
    to.disc(white, {645, 345}, 30);
    to.line(red, 6, {645, 345}, {628, 328});
}

void draw_vessel(Drawing& to)
{
    to.round_box(steel, 330, 350, 620, 250, 125);
    for (const double leg : {440.0, 800.0}) to.box(dark, leg, 590, 40, 130);
    to.box(dark, 620, 270, 30, 90);
    to.disc(white, {635, 240}, 62);
    to.ring(dark, {635, 240}, 62, 12);
    to.line(red, 8, {635, 240}, {668, 206});
    to.line(dark, 22, {950, 475}, {1050, 475});
}

void draw_van(Drawing& to)
{
    to.round_box(white, 300, 300, 620, 340, 40);
    to.round_box(white, 840, 400, 180, 240, 50);
    to.round_box(steel, 850, 425, 120, 100, 20);
    to.box(steel, 300, 560, 700, 10);
    for (const double wheel : {440.0, 870.0}) {
        to.disc(dark, {wheel, 645}, 75);
        to.disc(steel, {wheel, 645}, 34);
    }
}

void draw_machine(Drawing& to)
{
    to.box(dark, 420, 640, 440, 80);
    to.box(steel, 760, 200, 70, 450);
    to.round_box(green, 520, 180, 330, 170, 24);
    to.box(steel, 590, 350, 40, 150);
    to.line(dark, 16, {610, 500}, {610, 580});
    to.box(steel, 470, 590, 280, 30);
    to.disc(red, {800, 265}, 26);
}

void draw_shape(Drawing& to, Shape shape)
{
    switch (shape) {
    case Shape::forklift:
        return draw_forklift(to);
    case Shape::ladder:
        return draw_ladder(to);
    case Shape::cabinet:
        return draw_cabinet(to);
    case Shape::extinguisher:
        return draw_extinguisher(to);
    case Shape::vessel:
        return draw_vessel(to);
    case Shape::van:
        return draw_van(to);
    case Shape::machine:
        return draw_machine(to);
    }
}

void draw_mark(Drawing& to, const Sketch& sketch)
{
    constexpr std::array<Spot, 4> spots{{{600, 300}, {700, 520}, {560, 560}, {680, 400}}};
    const auto& at = spots[sketch.variant % spots.size()];
    if (!sketch.is_mended) return to.ring(red, at, 95, 14);
    to.ring(green, at, 95, 14);
    to.line(green, 22, {at.x - 40, at.y}, {at.x - 8, at.y + 36});
    to.line(green, 22, {at.x - 8, at.y + 36}, {at.x + 46, at.y - 34});
}

cairo_status_t append(void* text, const unsigned char* bytes, unsigned int size)
{
    static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(bytes), size);
    return CAIRO_STATUS_SUCCESS;
}

void check(cairo_surface_t* surface, cairo_t* pen)
{
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS || cairo_status(pen) != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error("the example could not be drawn");
}

} // namespace

std::string png_of(const Sketch& sketch)
{
    const Surface surface{cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height), &cairo_surface_destroy};
    const Pen pen{cairo_create(surface.get()), &cairo_destroy};
    Drawing drawing{pen.get()};
    drawing.box(walls[sketch.variant % walls.size()], 0, 0, width, floor_at);
    drawing.box({0.5, 0.49, 0.47}, 0, floor_at, width, height - floor_at);
    draw_shape(drawing, sketch.shape);
    draw_mark(drawing, sketch);
    drawing.box(dark, 0, caption_at - 20, width, height - caption_at + 20);
    drawing.text(white, 34, {40, caption_at}, width - 80, sketch.caption, false);
    std::string png;
    cairo_surface_flush(surface.get());
    if (cairo_surface_write_to_png_stream(surface.get(), &append, &png) != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error("the example could not be drawn");
    check(surface.get(), pen.get());
    return png;
}

std::string pdf_of(std::string_view heading, const std::vector<std::string>& lines)
{
    constexpr double page_width = 595; // A4 in points
    constexpr double page_height = 842;
    constexpr double edge = 64;
    std::string pdf;
    const Surface surface{cairo_pdf_surface_create_for_stream(&append, &pdf, page_width, page_height),
                          &cairo_surface_destroy};
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, std::string{heading}.c_str());
    const Pen pen{cairo_create(surface.get()), &cairo_destroy};
    Drawing drawing{pen.get()};
    drawing.box(green, 0, 0, page_width, 18);
    double y = edge + 20;
    y += drawing.text(dark, 22, {edge, y}, page_width - 2 * edge, heading, true) + 24;
    for (const auto& each : lines) y += drawing.text(dark, 12, {edge, y}, page_width - 2 * edge, each, false) + 8;
    cairo_surface_finish(surface.get());
    check(surface.get(), pen.get());
    return pdf;
}

} // namespace assetbuddy::platform::labels
