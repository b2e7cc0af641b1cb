using Entrepot.Kernel;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>How a person sees the order list: saved views, own and shared, with how many orders each finds, and chosen columns.</summary>
internal sealed class OrderViews(EntrepotDb db, IdBlocks ids, CurrentUser user, OrderList list, Momentary<(TenantId, string), long> counted)
{
    /// <summary>More views than this nobody finds again.</summary>
    private const int ViewsMax = 40;
    private const int NameMax = 60;
    private const int QueryMax = 500;

    /// <summary>People who look at the same view share one count.</summary>
    public static readonly TimeSpan CountsKeptFor = TimeSpan.FromSeconds(5);

    /// <summary>The columns that may be left out, in the list's order; number and status always stand there.</summary>
    public static readonly IReadOnlyList<(string Key, string Title)> Columns =
    [
        ("tags", "Tags"), ("channel", "Channel"), ("buyer", "Buyer"), ("owner", "Looked after by"), ("to", "To|place"), ("from", "From|place"), ("why", "Carrier, or held because"), ("total", "Total"), ("profit", "Profit"), ("ship", "Ship by"), ("placed", "Placed"),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/orders/views", async (PostedForm form, OrderViews views, Text words, CancellationToken ct) =>
                PageResult.After(await views.SaveAsync(form.Text("name"), form.Text("query"), form.Ticked("shared"), ct), words["View saved"], "/orders"))
            .RequireAuthorization("orders.view");
        routes.MapPost("/orders/views/{id:long}/delete", async (long id, OrderViews views, Text words, CancellationToken ct) =>
                PageResult.After(await views.DeleteAsync(id, ct), words["View deleted"], "/orders"))
            .RequireAuthorization("orders.view");
        routes.MapPost("/orders/columns", async (PostedForm form, OrderViews views, Text words, CancellationToken ct) =>
                PageResult.After(await views.ShowAsync(form.All("shown"), ct), words["Columns saved"], "/orders"))
            .RequireAuthorization("orders.view");
    }

    /// <summary>The user's own views and those that others share, by name.</summary>
    public async Task<IReadOnlyList<SavedView>> AllAsync(CancellationToken ct)
    {
        var saved = await db.Set<OrderView>().Where(view => view.OwnerId == Me || view.IsShared).OrderBy(view => view.Name).ThenBy(view => view.Id).Take(ViewsMax).ToListAsync(ct);
        var views = new List<SavedView>(saved.Count);
        foreach (var view in saved)
        {
            var count = await counted.GetAsync((db.Tenant, view.Query), () => CountAsync(view.Query));
            views.Add(new(view.Name, view.Query, view.IsShared) { Id = view.Id, IsMine = view.OwnerId == Me, Count = Math.Min(count, OrderListView.CountMax), More = count > OrderListView.CountMax });
        }

        return views;
    }

    public async Task<IReadOnlySet<string>> HiddenAsync(CancellationToken ct) =>
        (await db.Set<OrderColumns>().Where(columns => columns.UserId == Me).Select(columns => columns.Hidden).SingleOrDefaultAsync(ct) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    public async Task<Result> SaveAsync(string name, string query, bool isShared, CancellationToken ct)
    {
        if (name.Trim() is not { Length: > 0 and <= NameMax } called) return OrderProblems.ViewUnnamed(NameMax);
        var asked = ListUrl.Of("/orders", query).With("page", null).Query;
        if (asked.Length > QueryMax) return OrderProblems.ViewTooLong();

        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<OrderView>().CountAsync(view => view.OwnerId == Me, ct) >= ViewsMax) return OrderProblems.TooManyViews(ViewsMax);
        db.Add(new OrderView { TenantId = db.Tenant, Id = ids.Next(), OwnerId = Me, Name = called, Query = asked, IsShared = isShared });
        return await unit.CommitAsync(ct);
    }

    public async Task<Result> DeleteAsync(long id, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<OrderView>().AsTracking().SingleOrDefaultAsync(view => view.Id == id && view.OwnerId == Me, ct) is not { } view) return OrderProblems.NoSuchView();
        db.Remove(view);
        return await unit.CommitAsync(ct);
    }

    public async Task<Result> ShowAsync(IReadOnlyList<string> shown, CancellationToken ct)
    {
        var hidden = string.Join(',', Columns.Select(column => column.Key).Except(shown));
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<OrderColumns>().AsTracking().SingleOrDefaultAsync(columns => columns.UserId == Me, ct) is { } mine) mine.Hidden = hidden;
        else db.Add(new OrderColumns { TenantId = db.Tenant, UserId = Me, Hidden = hidden });
        return await unit.CommitAsync(ct);
    }

    private async Task<long> CountAsync(string query) =>
        await list.Filter(ListUrl.Of("/orders", query)).Select(order => order.Id).Take(OrderListView.CountMax + 1).LongCountAsync(CancellationToken.None);

    /// <summary>Zero for programs, which share what they choose.</summary>
    private long Me => user.UserId ?? 0;
}
