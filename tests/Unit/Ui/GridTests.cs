using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace Entrepot.Unit.Ui;

public sealed class GridTests
{
    [Fact]
    public async Task The_sorted_column_says_so_and_links_to_the_other_direction()
    {
        var html = await AGrid("?q=a&sort=-total");

        html.ShouldContain("""<th class="num" scope="col" aria-sort="descending"><a href="/orders?q=a&amp;sort=total" hx-get="/orders?q=a&amp;sort=total" hx-target="#main" """);
        html.ShouldNotContain("""aria-sort="ascending""");
    }

    [Fact]
    public async Task Another_column_is_first_sorted_from_large_to_small_and_from_the_first_page() =>
        (await AGrid("?sort=-total&page=2")).ShouldContain("href=\"/orders?sort=-placed\"");

    [Fact]
    public async Task The_list_s_own_order_counts_when_the_address_names_none() =>
        (await AGrid("", defaultSort: "-placed")).ShouldContain("""aria-sort="descending"><a href="/orders?sort=placed" """);

    [Fact]
    public async Task A_column_without_a_name_for_its_order_is_no_link() =>
        (await AGrid("")).ShouldContain("""<th scope="col">Number</th>""");

    [Fact]
    public async Task Pages_are_links_that_work_without_script()
    {
        var html = await AGrid("?q=a&page=2", total: 120);

        html.ShouldContain("51–52 of 120");
        html.ShouldContain("Page 2 of 3");
        html.ShouldContain("href=\"/orders?q=a\" hx-get=\"/orders?q=a\"");
        html.ShouldContain("href=\"/orders?q=a&amp;page=3\"");
    }

    [Fact]
    public async Task A_phone_shows_the_four_columns_that_were_chosen()
    {
        var html = await AGrid("");

        html.ShouldContain("data-m=\"a\">SO-1");
        html.ShouldContain("<td class=\"num\">Nov");
    }

    [Fact]
    public async Task Marked_rows_are_posted_by_their_keys_and_each_box_has_a_name()
    {
        var html = await AGrid("?q=a", total: 120, bulk: true);

        html.ShouldContain("""name="ids" value="1" form="orders-bulk" aria-label="Select SO-1" """.TrimEnd());
        html.ShouldContain("data-found=\"?q=a\"");
        html.ShouldContain("Select all 120 found");
        html.ShouldContain("formaction=\"/orders/release\"");
    }

    [Fact]
    public async Task Nothing_found_says_why_and_offers_the_way_out()
    {
        var html = await AGrid("?q=zzz", rows: []);

        html.ShouldContain("No order matches.");
        html.ShouldContain("Look elsewhere.");
        html.ShouldNotContain("<table>");
    }

    [Fact]
    public async Task An_act_without_its_permission_is_not_there()
    {
        var values = new { Post = "/orders/1/release", Needs = "orders.release", ChildContent = Words("Release") };

        (await Kit.RenderAsync<Act>(values, permissions: ["orders.read"])).ShouldBeEmpty();
        (await Kit.RenderAsync<Act>(values, permissions: ["orders.release"])).ShouldContain("Release");
    }

    private static Task<string> AGrid(string query, string[]? rows = null, long? total = null, string? defaultSort = null, bool bulk = false) =>
        Kit.RenderAsync<Grid<string>>(new
        {
            Id = "orders",
            Rows = (IReadOnlyList<string>)(rows ?? ["SO-1", "SO-2"]),
            Url = ListUrl.Of("/orders", query),
            Total = total,
            DefaultSort = defaultSort,
            Empty = "No order matches.",
            EmptyAct = Words("Look elsewhere."),
            Key = (Func<string, object>)(row => row[3..]),
            Name = (Func<string, string>)(row => row),
            Bulk = bulk ? Bulk : null,
            ChildContent = Columns,
        });

    private static readonly RenderFragment Columns = builder =>
    {
        Column(builder, "Number", null, false, "a", row => row);
        Column(builder, "Total", "total", true, "d", _ => "12.30");
        Column(builder, "Placed", "placed", true, null, _ => "Nov");
    };

    private static readonly RenderFragment Bulk = builder =>
    {
        builder.OpenComponent<Act>(0);
        builder.AddComponentParameter(1, nameof(Act.Post), "/orders/release");
        builder.AddComponentParameter(2, nameof(Act.ChildContent), Words("Release"));
        builder.CloseComponent();
    };

    private static void Column(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder, string title, string? sort, bool number, string? mobile, Func<string, string> cell)
    {
        builder.OpenComponent<Column<string>>(0);
        builder.AddComponentParameter(1, "Title", title);
        builder.AddComponentParameter(2, "Sort", sort);
        builder.AddComponentParameter(3, "Number", number);
        builder.AddComponentParameter(4, "Mobile", mobile);
        builder.AddComponentParameter(5, "ChildContent", (RenderFragment<string>)(row => Words(cell(row))));
        builder.CloseComponent();
    }

    private static RenderFragment Words(string words) => builder => builder.AddContent(0, words);
}
