#include "platform/labels/sheet.h"

#include <algorithm>
#include <memory>
#include <stdexcept>

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "platform/html/qr_code.h"

namespace assetbuddy::platform::labels {
namespace {

constexpr double points = 72.0 / 25.4; // a millimetre
constexpr double paper_width = 210;
constexpr double paper_height = 297;
/// Between what is printed and the edge of a label: printers and people are not exact.
constexpr double margin = 2.5;

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
using Layout = std::unique_ptr<PangoLayout, Unref>;
using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Pen = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;

struct Box {
    double x;
    double y;
    double width;
    double height;
};

void draw_code(cairo_t* pen, const html::QrCode& code, const Box& box)
{
    const double module = std::min(box.width, box.height) / code.width_with_quiet_zone();
    for (const auto& run : code.runs)
        cairo_rectangle(pen, box.x + (run.x + html::qr_quiet_zone) * module,
                        box.y + (run.y + html::qr_quiet_zone) * module, run.length * module, module);
    cairo_fill(pen);
}

Layout laid_out(cairo_t* pen, const std::string& text, const Box& box, double size, PangoWeight weight)
{
    Layout layout{pango_cairo_create_layout(pen)};
    auto* const font = pango_font_description_new();
    pango_font_description_set_family(font, "sans-serif");
    pango_font_description_set_weight(font, weight);
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_layout_set_font_description(layout.get(), font);
    pango_font_description_free(font);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    pango_layout_set_width(layout.get(), static_cast<int>(box.width * PANGO_SCALE));
    pango_layout_set_height(layout.get(), static_cast<int>(box.height * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    return layout;
}

/// Answers its height.
double draw_text(cairo_t* pen, const Layout& layout, const Box& box)
{
    cairo_move_to(pen, box.x, box.y);
    pango_cairo_show_layout(pen, layout.get());
    int height = 0;
    pango_layout_get_size(layout.get(), nullptr, &height);
    return static_cast<double>(height) / PANGO_SCALE;
}

void draw_label(cairo_t* pen, const Label& label, const Box& box)
{
    constexpr double most_of_the_width = 0.5;
    const double square = std::min(box.height, box.width * most_of_the_width);
    draw_code(pen, html::qr_code_of(label.address), {box.x, box.y, square, square});
    const double size = square / 8; // of the code; the name is smaller
    Box rest{box.x + square + margin * points / 2, box.y + size, box.width - square - margin * points / 2,
             box.height - size};
    const double used = draw_text(pen, laid_out(pen, label.code, rest, size * 1.3, PANGO_WEIGHT_BOLD), rest);
    rest.y += used + size / 4;
    rest.height -= used + size / 4;
    auto name = laid_out(pen, label.name, rest, size, PANGO_WEIGHT_NORMAL);
    if (pango_layout_get_unknown_glyphs_count(name.get()) > 0)
        name = laid_out(pen, "(name: see the register)", rest, size * 0.8, PANGO_WEIGHT_NORMAL);
    draw_text(pen, name, rest);
}

Box place_of(std::size_t number, const Grid& grid)
{
    const auto columns = static_cast<std::size_t>(grid.columns);
    const auto column = static_cast<double>(number % columns);
    const auto row = static_cast<double>(number / columns);
    const double left = (paper_width - (grid.columns - 1) * grid.column_step - grid.width) / 2;
    const double top = (paper_height - grid.rows * grid.height) / 2;
    return {(left + column * grid.column_step + margin) * points, (top + row * grid.height + margin) * points,
            (grid.width - 2 * margin) * points, (grid.height - 2 * margin) * points};
}

cairo_status_t append(void* text, const unsigned char* bytes, unsigned int size)
{
    static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(bytes), size);
    return CAIRO_STATUS_SUCCESS;
}

} // namespace

std::optional<Grid> grid_of(std::string_view name)
{
    const auto* const found = std::ranges::find(grids, name, &Grid::name);
    return found == std::end(grids) ? std::nullopt : std::optional{*found};
}

std::string pdf_of(std::span<const Label> labels, const Grid& grid)
{
    std::string pdf;
    {
        const Surface surface{
            cairo_pdf_surface_create_for_stream(&append, &pdf, paper_width * points, paper_height * points),
            &cairo_surface_destroy};
        cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, "Labels");
        const Pen pen{cairo_create(surface.get()), &cairo_destroy};
        const auto on_a_page = static_cast<std::size_t>(grid.columns) * static_cast<std::size_t>(grid.rows);
        for (std::size_t each = 0; each < labels.size(); ++each) {
            if (each > 0 && each % on_a_page == 0) cairo_show_page(pen.get());
            draw_label(pen.get(), labels[each], place_of(each % on_a_page, grid));
        }
        cairo_surface_finish(surface.get());
        if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS ||
            cairo_status(pen.get()) != CAIRO_STATUS_SUCCESS)
            throw std::runtime_error("the sheet of labels could not be drawn");
    }
    return pdf;
}

} // namespace assetbuddy::platform::labels
