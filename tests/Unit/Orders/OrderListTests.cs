using System.Text;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Features;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Entrepot.Unit.Journey;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Orders;

/// <summary>The list, its export and the hold queue, on one company's orders.</summary>
[Storage]
public sealed class OrderListTests(OrderListTests.Company company) : IClassFixture<OrderListTests.Company>
{
    private World World => company.World;

    [Theory]
    [InlineData("", "planned short closed dear =gift 100%_off 100x_off other-shop urgent due")]
    [InlineData("?view=held", "dear =gift urgent due")]
    [InlineData("?view=backordered", "short")]
    [InlineData("?view=ship", "planned 100%_off 100x_off other-shop")]
    [InlineData("?view=transit", "")]
    [InlineData("?status=Closed", "closed")]
    [InlineData("?status=Closed&view=held", "closed")]
    [InlineData("?status=nonsense", "planned short closed dear =gift 100%_off 100x_off other-shop urgent due")]
    [InlineData("?country=GB", "dear")]
    [InlineData("?channel=72", "other-shop")]
    [InlineData("?reason=orders.total_mismatch", "=gift urgent due")]
    [InlineData("?q=plan", "planned")]
    [InlineData("?q=SO-0000002", "short")]
    [InlineData("?q=GRACE", "dear")]
    [InlineData("?q=hop", "dear other-shop")]
    [InlineData("?q=hopper%20gr", "dear")]
    [InlineData("?q=grace%20nobody", "")]
    [InlineData("?q=anned", "planned")] // Any part of a number or name, from three letters on.
    [InlineData("?q=ann", "planned")]
    [InlineData("?q=an", "")]
    [InlineData("?q=opPeR", "dear")]
    [InlineData("?q=5", "=gift")] // Our number by its end.
    [InlineData("?q=%25_o", "100%_off")]
    [InlineData("?q=100%25", "100%_off")]
    [InlineData("?q=100%25_", "100%_off")]
    [InlineData("?q=100_", "")]
    [InlineData("?q=_", "")]
    [InlineData("?q=%25", "")]
    [InlineData("?q=%5C", "")]
    [InlineData("?view=held&country=GB", "dear")]
    public async Task Views_filters_and_words_find(string query, string numbers)
    {
        var found = await ListAsync(query);

        found.Rows.Select(row => row.ExternalNumber).Order(StringComparer.Ordinal).ShouldBe(numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        found.Total.ShouldBe(found.Rows.Count);
    }

    [Theory]
    [InlineData("", "due urgent other-shop")]
    [InlineData("?sort=placed", "planned short closed")]
    [InlineData("?sort=nonsense", "due urgent other-shop")]
    public async Task The_newest_come_first_or_the_oldest(string query, string first) =>
        (await ListAsync(query)).Rows.Select(row => row.ExternalNumber).Take(3).ShouldBe(first.Split(' '));

    [Fact]
    public async Task A_saved_view_is_its_owners_or_everybodys_and_says_how_many_it_finds()
    {
        (await ViewsAsync(7, views => views.SaveAsync(" Mine ", "?view=held&page=3&after=42", false, World.Ct))).IsOk.ShouldBeTrue();
        (await ViewsAsync(7, views => views.SaveAsync("Ours", "?country=GB", true, World.Ct))).IsOk.ShouldBeTrue();
        (await ViewsAsync(7, views => views.SaveAsync(" ", "?country=GB", true, World.Ct))).Problem!.Code.ShouldBe("orders.view_unnamed");

        var mine = await ViewsAsync(7, views => views.AllAsync(World.Ct));
        mine.Select(view => (view.Name, view.Query, view.IsMine, view.Count)).ShouldBe([("Mine", "?view=held", true, 4), ("Ours", "?country=GB", true, 1)]);
        var theirs = await ViewsAsync(8, views => views.AllAsync(World.Ct));
        theirs.Select(view => (view.Name, view.IsMine)).ShouldBe([("Ours", false)]);

        (await ViewsAsync(8, views => views.DeleteAsync(theirs[0].Id, World.Ct))).Problem!.Code.ShouldBe("orders.no_such_view");
        foreach (var view in mine) (await ViewsAsync(7, views => views.DeleteAsync(view.Id, World.Ct))).IsOk.ShouldBeTrue();
        (await ViewsAsync(7, views => views.AllAsync(World.Ct))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_user_chooses_columns_for_oneself()
    {
        await ViewsAsync(7, views => views.ShowAsync(["buyer", "nonsense"], World.Ct));
        await ViewsAsync(7, views => views.ShowAsync(["buyer", "total"], World.Ct));

        (await ViewsAsync(7, views => views.HiddenAsync(World.Ct))).ShouldBe(OrderViews.Columns.Select(column => column.Key).Except(["buyer", "total"]), ignoreOrder: true);
        (await ViewsAsync(8, views => views.HiddenAsync(World.Ct))).ShouldBeEmpty();
    }

    private Task<T> ViewsAsync<T>(long user, Func<OrderViews, Task<T>> act) => World.AsAsync(provider =>
    {
        var current = provider.GetRequiredService<CurrentUser>();
        current.Become(current.Tenant, user, "Lin Mei", ["*"]);
        return act(provider.GetRequiredService<OrderViews>());
    });

    [Fact]
    public async Task Totals_are_sorted_both_ways()
    {
        var rising = (await ListAsync("?sort=total")).Rows.Select(row => row.Total.Minor).ToList();

        rising.ShouldBe(rising.Order());
        rising.Distinct().Count().ShouldBeGreaterThan(3);
        (await ListAsync("?sort=-total")).Rows.Select(row => row.Total.Minor).ShouldBe(rising.OrderDescending());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?sort=placed")]
    [InlineData("?sort=total")]
    [InlineData("?sort=-total")]
    [InlineData("?status=Allocated&sort=total")]
    public async Task Pages_from_row_to_row_show_every_order_once_there_and_back(string query)
    {
        var all = await ListAsync(query);
        var pages = new List<IReadOnlyList<string>>();
        await World.AsAsync(async provider =>
        {
            var list = provider.GetRequiredService<OrderList>();
            var sort = OrderSort.Of(all.Url.Sort);
            var orders = provider.GetRequiredService<EntrepotDb>().Set<Order>();
            for (ListUrl? url = ListUrl.Of("/orders", query); url is not null && pages.Count < 20;)
            {
                var (rows, edges) = await sort.PageAsync(orders, list.Filter(url), url, 2, World.Ct);
                pages.Add([.. rows.Select(row => row.ToString())]);
                if (url.Page > 1)
                {
                    var back = url.AtRow(url.Page - 1, edges.Previous.ShouldNotBeNull(), before: true);
                    (await sort.PageAsync(orders, list.Filter(back), back, 2, World.Ct)).Rows.Select(row => row.ToString()).ShouldBe(pages[^2]);
                    OrderSort.PageOf(await sort.AllAsync(list.Filter(back), 100, World.Ct), back, 2).Rows.Select(row => row.ToString()).ShouldBe(pages[^2]);
                }

                var atHand = OrderSort.PageOf(await sort.AllAsync(list.Filter(url), 100, World.Ct), url, 2);
                (string.Join(' ', atHand.Rows), atHand.Edges).ShouldBe((string.Join(' ', rows), edges));

                url = edges.Next is { } next ? url.AtRow(url.Page + 1, next, before: false) : null;
            }

            return true;
        });

        pages.SelectMany(page => page).ShouldBe(all.Rows.Select(row => new OrderSort.Place(row.Total.Minor, new(row.Id)).ToString()));
        pages.Count.ShouldBe((all.Rows.Count + 1) / 2);
    }

    [Theory]
    [InlineData("?after=nonsense")]
    [InlineData("?after=1")]
    [InlineData("?before=-1")]
    public async Task A_row_that_is_none_is_no_place_in_the_list(string query) => (await ListAsync(query)).Rows.Count.ShouldBe((await ListAsync("")).Rows.Count);

    [Fact]
    public async Task Another_company_sees_none_of_it()
    {
        await using var theirs = World.Database.As(TestDatabase.Theirs);

        var found = await theirs.ServiceProvider.GetRequiredService<OrderList>().RunAsync(ListUrl.Of("/orders", ""), World.Ct);

        (found.Total, found.Rows.Count, found.Countries.Count).ShouldBe((0L, 0, 0));
    }

    [Fact]
    public async Task The_export_holds_what_the_list_found_and_nothing_that_a_spreadsheet_would_run()
    {
        var lines = (await ExportAsync("?reason=orders.total_mismatch")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        lines[0].ShouldBe("number,external_number,status,hold_code,hold_reason,placed_at,buyer,country,warehouses,service,total,currency,profit");
        lines.Length.ShouldBe(4);
        var gift = lines.Single(line => line.Contains("SO-0000005", StringComparison.Ordinal));
        gift.ShouldNotContain(",=gift");
        gift.ShouldNotContain(",+49");
        gift.ShouldContain("'=gift");
        gift.ShouldContain("'+49 (0) Ada");
        gift.ShouldContain("2026-11-02T12:00:00Z");
    }

    [Fact]
    public async Task The_workbook_holds_the_same_rows_and_no_formula()
    {
        using var body = new MemoryStream();
        await World.AsAsync(async provider =>
        {
            await provider.GetRequiredService<OrderExport>().WriteSheetAsync(ListUrl.Of("/orders/export.xlsx", "?reason=orders.total_mismatch"), body, World.Ct);
            return true;
        });

        using var book = new System.IO.Compression.ZipArchive(body);
        using var text = new StreamReader(book.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var rows = System.Xml.Linq.XDocument.Parse(await text.ReadToEndAsync(World.Ct)).Descendants().Where(element => element.Name.LocalName == "row").ToList();
        rows.Count.ShouldBe(4);
        rows.Count(row => row.Value.Contains("=gift", StringComparison.Ordinal)).ShouldBe(1);
        rows.SelectMany(row => row.Descendants()).ShouldNotContain(element => element.Name.LocalName == "f");
        rows[1].Elements().Count().ShouldBe(13);
    }

    [Fact]
    public async Task The_hold_queue_shows_what_is_urgent_first_then_what_is_due_then_what_is_old()
    {
        var queue = await QueueAsync("");

        queue.Rows.Select(row => row.Number).ShouldBe(["SO-0000009", "SO-0000010", "SO-0000004", "SO-0000005"]);
        queue.Total.ShouldBe(4);
        queue.ByReason.ShouldBe(new Dictionary<string, int> { ["orders.total_mismatch"] = 3, ["screen.payment_open"] = 1 }, ignoreOrder: true);
        queue.Open!.Number.ShouldBe("SO-0000009", "the first case lies open");
    }

    [Fact]
    public async Task A_chosen_case_lies_open_beside_the_filtered_queue()
    {
        var chosen = (await QueueAsync("")).Rows[2];

        var queue = await QueueAsync($"?reason=orders.total_mismatch&case={chosen.Id}");

        queue.Rows.Count.ShouldBe(3);
        queue.Open!.Id.ShouldBe(chosen.Id);
        (await QueueAsync("?case=4711")).Open.ShouldBeNull();
        (queue.Open.Id == queue.Rows[^1].Id ? null : queue.Next).ShouldBe(queue.Rows.SkipWhile(row => row.Id != chosen.Id).Skip(1).FirstOrDefault()?.Id);
    }

    private Task<OrderListView> ListAsync(string query) => World.AsAsync(provider => provider.GetRequiredService<OrderList>().RunAsync(ListUrl.Of("/orders", query), World.Ct));

    private Task<HoldQueueView> QueueAsync(string query) => World.AsAsync(provider => provider.GetRequiredService<HoldQueue>().RunAsync(ListUrl.Of("/holds", query), World.Ct));

    private Task<string> ExportAsync(string query) => World.AsAsync(async provider =>
    {
        using var body = new MemoryStream();
        await provider.GetRequiredService<OrderExport>().WriteAsync(ListUrl.Of("/orders/export.csv", query), body, World.Ct);
        return Encoding.UTF8.GetString(body.ToArray()).TrimStart('\uFEFF');
    });

    public sealed class Company : IAsyncLifetime
    {
        internal World World { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            World = await World.OpenAsync();
            await World.StockAsync("MUG", World.Fra, 50);
            await World.InUnitAsync(provider => provider.GetRequiredService<ISalesChannels>().AddAsync(new(new(72), "other", "Another shop", "api", "EUR"), World.Ct));
            await World.JourneyAsync(
                Goods.AnOrder("planned"), Goods.AnOrder("short", ("TEE", 1)), Goods.AnOrder("closed").With(Goods.ALine("1", "GIFT", 1, price: 0) with { IsService = true }) with { ShippingMinor = 0 },
                Goods.AnOrder("dear").With(Goods.ALine("1", "MUG", 1, price: 90_000)).To(Goods.London with { Name = "Grace Hopper" }) with { Payment = PaymentState.Pending },
                Goods.AnOrder("=gift").To(Goods.Berlin with { Name = "+49 (0) Ada" }) with { TotalMinor = 2_000 },
                Goods.AnOrder("100%_off"), Goods.AnOrder("100x_off"));
            await World.AsAsync(provider => provider.GetRequiredService<IOrderIntake>().AcceptAsync(new(72), [Goods.AnOrder("other-shop")], [null], World.Ct));
            await World.JourneyAsync(Goods.AnOrder("urgent") with { TotalMinor = 1 }, Goods.AnOrder("due") with { TotalMinor = 1, ShipBy = TestDatabase.Noon.AddDays(1) });
            await World.ExecuteAsync("UPDATE orders_order SET priority = 100 WHERE tenant_id = @p0 AND external_number = 'urgent'");
        }

        public ValueTask DisposeAsync() => World.DisposeAsync();
    }
}
