#include <stdexcept>

#include "ui/parts.h"

namespace assetbuddy::ui {
namespace {

std::optional<std::string_view> aria_sort(Sorted sorted)
{
    switch (sorted) {
    case Sorted::ascending:
        return "ascending";
    case Sorted::descending:
        return "descending";
    case Sorted::no:
        break;
    }
    return std::nullopt;
}

std::string_view arrow(Sorted sorted)
{
    switch (sorted) {
    case Sorted::ascending:
        return "↑";
    case Sorted::descending:
        return "↓";
    case Sorted::no:
        break;
    }
    return "↕";
}

Html heading(const Column& column)
{
    if (column.title.empty())
        return Html::of(R"(<th role="columnheader" scope="col"><span class="visually-hidden">Actions</span></th>)");
    if (!column.sort) return Html::of(R"(<th role="columnheader" scope="col">{}</th>)", column.title);
    return Html::of(
        R"(<th role="columnheader" scope="col"{}><a href="{}">{} <span class="sort-arrow" aria-hidden="true">{}</span></a></th>)",
        attribute("aria-sort", aria_sort(column.sorted)), *column.sort, column.title, arrow(column.sorted));
}

} // namespace

Table::Table(std::string_view caption, std::vector<Column> columns) : caption_(caption), columns_(std::move(columns)) {}

void Table::row(std::span<const Html> cells)
{
    if (cells.size() != columns_.size()) throw std::logic_error("a row has as many cells as its table has columns");
    rows_.add(R"(<tr role="row">)");
    for (std::size_t each = 0; each < cells.size(); ++each) {
        const auto& title = columns_[each].title;
        if (each == 0)
            rows_.add(R"(<th role="rowheader" scope="row">{}</th>)", cells[each]);
        else if (title.empty())
            rows_.add(R"(<td role="cell" class="row-actions">{}</td>)", cells[each]);
        else
            rows_.add(R"(<td role="cell" data-label="{}">{}</td>)", title, cells[each]);
    }
    rows_.add("</tr>");
}

/// The roles keep it a table for screen readers when styles stack it on a phone.
Html Table::done()
{
    Html html;
    html.reserve(rows_.view().size() + 1024);
    html.add(
        R"(<table class="list" role="table"><caption class="visually-hidden">{}</caption><thead role="rowgroup"><tr role="row">)",
        caption_);
    for (const auto& column : columns_) html.add(heading(column));
    html.add(R"(</tr></thead><tbody role="rowgroup">{}</tbody></table>)", rows_);
    rows_ = {};
    return html;
}

} // namespace assetbuddy::ui
