using System.Globalization;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Journey.Changing;

/// <summary>The forms and calls by which people and programs split, merge and edit orders. Each shows what would happen before it does it.</summary>
internal sealed class ChangePages(IOrderBook book, IOrderConflicts conflicts, Rehearsal rehearsal, MergeOrders merge)
{
    /// <summary>New lines that the form has room for.</summary>
    public const int NewLines = 3;

    /// <param name="DryRun">Answer what would happen and change nothing.</param>
    internal sealed record SplitBody(IReadOnlyList<SplitOrder.Piece> Lines, string Reason, int? Version = null, bool DryRun = false);

    internal sealed record MergeBody(IReadOnlyList<long> Orders, string Reason, int? Version = null, bool DryRun = false);

    internal sealed record EditBody(IReadOnlyList<EditOrder.Left>? Lines, IReadOnlyList<EditOrder.Added>? NewLines, string? Service, string Reason, int? Version = null, bool DryRun = false);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/orders/{id:long}").RequireAuthorization("orders.edit");
        pages.MapGet("/split", (long id, ChangePages change, CancellationToken ct) => change.ShowAsync<SplitPage>(new(id), PostedForm.Blank, null, ct));
        pages.MapGet("/merge", (long id, ChangePages change, CancellationToken ct) => change.ShowAsync<MergePage>(new(id), PostedForm.Blank, null, ct));
        pages.MapGet("/edit", (long id, ChangePages change, CancellationToken ct) => change.ShowAsync<EditPage>(new(id), PostedForm.Blank, null, ct));
        pages.MapPost("/split", (long id, PostedForm form, ChangePages change, SplitOrder split, Text words, CancellationToken ct) => change.SplitAsync(new(id), form, split, words, ct));
        pages.MapPost("/merge", (long id, PostedForm form, ChangePages change, Text words, CancellationToken ct) => change.MergeAsync(new(id), form, words, ct));
        pages.MapPost("/edit", (long id, PostedForm form, ChangePages change, EditOrder edit, Text words, CancellationToken ct) => change.EditAsync(new(id), form, edit, words, ct));
        pages.MapPost("/moves/{move:long}/undo", async (long id, long move, UndoMove undo, Text words, CancellationToken ct) =>
            PageResult.After(await undo.RunAsync(new(id), move, ct), words["Taken back; both orders run their journey again"], $"/orders/{id}"));

        var api = routes.MapGroup("/api/v1/orders/{id:long}").RequireAuthorization("orders.edit").DisableAntiforgery();
        api.MapPost("/split", async (long id, SplitBody body, SplitOrder split, CancellationToken ct) =>
        {
            var request = new SplitOrder.Request(body.Lines, body.Reason, body.Version);
            if (body.DryRun) return Shown(await split.TryAsync(new(id), request, ct));
            var part = await split.RunAsync(new(id), request, ct);
            return part.Problem is { } problem ? problem.ToHttp() : Results.Ok(new { id = part.Value.Id.Value, number = part.Value.Number });
        }).WithSummary("Take pieces out of an order into an order of their own, or say what that would do");
        api.MapPost("/merge", async (long id, MergeBody body, MergeOrders merge, CancellationToken ct) =>
            body.DryRun ? Shown(await merge.TryAsync(new(id), new(body.Orders, body.Reason, body.Version), ct)) : (await merge.RunAsync(new(id), new(body.Orders, body.Reason, body.Version), ct)).ToHttp())
            .WithSummary("Send orders of one buyer together with this one, or say what that would do");
        api.MapGet("/merge", async (long id, ChangePages change, CancellationToken ct) => await change.ProposalsAsync(new(id), ct))
            .WithSummary("Orders that could leave together with this one");
        api.MapPost("/edit", async (long id, EditBody body, EditOrder edit, CancellationToken ct) =>
        {
            var request = new EditOrder.Request(body.Lines ?? [], body.NewLines ?? [], body.Service, body.Reason, body.Version);
            return body.DryRun ? Shown(await edit.TryAsync(new(id), request, ct)) : (await edit.RunAsync(new(id), request, ct)).ToHttp();
        }).WithSummary("Cancel pieces, add lines or choose a service, or say what that would do");
        api.MapPost("/moves/{move:long}/undo", async (long id, long move, UndoMove undo, CancellationToken ct) => (await undo.RunAsync(new(id), move, ct)).ToHttp()).WithSummary("Take a split or a merge back while nothing is picked");
    }

    private async Task<IResult> ProposalsAsync(OrderId id, CancellationToken ct)
    {
        if ((await book.FindAsync([id], ct)).Count == 0) return JourneyProblems.OrderNotFound(id).ToHttp();
        var proposals = await merge.ForAsync(id, ct);
        return Results.Ok(proposals.Select(order => new { id = order.Id.Value, order.Number, order.ExternalNumber, status = order.Status.ToString(), order.PlacedAt, order.Paid, order.Pieces }));
    }

    private async Task<PageResult> SplitAsync(OrderId id, PostedForm form, SplitOrder split, Text words, CancellationToken ct)
    {
        if ((await book.ReadAsync([id], ct)) is not [var order]) return PageResult.Refused(JourneyProblems.OrderNotFound(id));
        if (await conflicts.AskAsync(id, form, $"/orders/{id.Value:0}/split", [.. Goods(order).Select(line => Field("q", line)), new("reason", "Reason")], ct) is { } overtaken) return overtaken;

        var request = new SplitOrder.Request([.. Goods(order).Select(line => new SplitOrder.Piece(line.Number, form.Whole($"q{line.Number}") ?? 0))], form.Text("reason"), Version(form));
        if (form.HasProblems || form.Text("step") != "do") return await TriedAsync<SplitPage>(id, form, form.HasProblems ? (Result<ConsequencesView>?)null : await split.TryAsync(id, request, ct), ct);
        var part = await split.RunAsync(id, request, ct);
        return part.Problem is { } problem ? PageResult.Refused(problem) : PageResult.Go($"/orders/{id.Value:0}").Saying(words["Split; both orders run their journey again. The second is {0}.", part.Value.Number]);
    }

    private async Task<PageResult> MergeAsync(OrderId id, PostedForm form, Text words, CancellationToken ct)
    {
        var proposals = await merge.ForAsync(id, ct);
        if (await conflicts.AskAsync(id, form, $"/orders/{id.Value:0}/merge", [.. proposals.Select(order => new OrderField(Name(order), order.Number)), new("reason", "Reason")], ct) is { } overtaken) return overtaken;

        var request = new MergeOrders.Request([.. proposals.Where(order => form.Ticked(Name(order))).Select(order => order.Id.Value)], form.Text("reason"), Version(form));
        if (form.Text("step") != "do") return await TriedAsync<MergePage>(id, form, await merge.TryAsync(id, request, ct), ct);
        return (await merge.RunAsync(id, request, ct)).Problem is { } problem ? PageResult.Refused(problem) : PageResult.Go($"/orders/{id.Value:0}").Saying(words["Merged; the order runs its journey again."]);

        static string Name(MergeProposal order) => $"o{order.Id.Value:0}";
    }

    private async Task<PageResult> EditAsync(OrderId id, PostedForm form, EditOrder edit, Text words, CancellationToken ct)
    {
        if ((await book.ReadAsync([id], ct)) is not [var order]) return PageResult.Refused(JourneyProblems.OrderNotFound(id));
        IEnumerable<OrderField> added = Enumerable.Range(1, NewLines).SelectMany(i => new OrderField[] { new($"code{i}", "Code"), new($"quantity{i}", "Quantity"), new($"price{i}", "Price of one piece") });
        if (await conflicts.AskAsync(id, form, $"/orders/{id.Value:0}/edit", [.. Goods(order).Select(line => Field("q", line)), .. added, new("service", "Service", content => content.ChosenService ?? ""), new("reason", "Reason")], ct) is { } overtaken) return overtaken;

        var left = Goods(order).Where(line => form.Text($"q{line.Number}").Length > 0).Select(line => new EditOrder.Left(line.Number, form.Whole($"q{line.Number}") ?? 0)).ToList();
        var lines = Enumerable.Range(1, NewLines).Where(i => form.Text($"code{i}").Length > 0)
            .Select(i => new EditOrder.Added(form.Text($"code{i}", longest: 100), form.Whole($"quantity{i}", required: true) ?? 0, form.Money($"price{i}", order.Content.Currency, required: true)?.Minor ?? 0)).ToList();
        var request = new EditOrder.Request(left, lines, form.Text("service", longest: 64), form.Text("reason"), Version(form));
        if (form.HasProblems || form.Text("step") != "do") return await TriedAsync<EditPage>(id, form, form.HasProblems ? (Result<ConsequencesView>?)null : await edit.TryAsync(id, request, ct), ct);
        return (await edit.RunAsync(id, request, ct)).Problem is { } problem ? PageResult.Refused(problem) : PageResult.Go($"/orders/{id.Value:0}").Saying(words["Order changed; it runs its journey again."]);
    }

    private Task<PageResult> TriedAsync<TPage>(OrderId id, PostedForm form, Result<ConsequencesView>? tried, CancellationToken ct) where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        if (tried is { Problem: { } problem }) form.With(problem);
        return ShowAsync<TPage>(id, form, tried is { IsOk: true } ok ? ok.Value : null, ct);
    }

    private async Task<PageResult> ShowAsync<TPage>(OrderId id, PostedForm form, ConsequencesView? tried, CancellationToken ct) where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        if ((await book.FindAsync([id], ct)) is not [var head]) return PageResult.Refused(JourneyProblems.OrderNotFound(id));
        if (!head.MayRestart) return PageResult.Refused(JourneyProblems.CannotChange(head));

        var order = (await book.ReadAsync([id], ct))[0];
        var missing = typeof(TPage) == typeof(SplitPage) && head.Status == OrderStatus.Backordered && !form.Has("reason") && await rehearsal.AsTheyAreAsync([id], ct) is { IsOk: true } now
            ? now.Value[0].Missing.GroupBy(piece => piece.Line).ToDictionary(line => line.Key + 1, line => line.Sum(piece => piece.Quantity)) : [];
        var view = new ChangeView(id.Value, head.Number, order.Content.Currency, head.Version, await conflicts.LastSeenAsync(id, ct), order.Content.ChosenService ?? "",
            [.. Goods(order).Select(line => line with { Proposed = missing.TryGetValue(line.Number, out var quantity) ? Math.Min(quantity, line.Open) : null })], form, tried)
        {
            Proposals = typeof(TPage) == typeof(MergePage) ? await merge.ForAsync(id, ct) : [],
        };
        return form.HasProblems ? PageResult.Invalid<TPage>(new { Found = view }) : PageResult.Show<TPage>(new { Found = view });
    }

    private static IEnumerable<ChangeLineView> Goods(BookedOrder order) =>
        order.Content.Lines.Select((line, i) => (Line: line, View: new ChangeLineView(i + 1, line.Code, line.Description, line.OpenQuantity(), new(line.OpenAmountMinor(), order.Content.Currency), null)))
            .Where(pair => !pair.Line.IsService && pair.View.Open > 0).Select(pair => pair.View);

    /// <summary>Labelled by the line's code, which no language translates.</summary>
    private static OrderField Field(string prefix, ChangeLineView line) => new(string.Create(CultureInfo.InvariantCulture, $"{prefix}{line.Number}"), line.Code.Replace('|', '/'));

    private static int? Version(PostedForm form) => form.Whole("version") is { } version ? (int)Math.Clamp(version, 0, int.MaxValue) : null;

    private static IResult Shown(Result<ConsequencesView> tried) => tried.Problem is { } problem ? problem.ToHttp() : Results.Ok(new { before = tried.Value.Before.Select(Out), after = tried.Value.After.Select(Out) });

    private static object Out(Rehearsed order) => new
    {
        order.Number,
        Status = order.Status.ToString(),
        Held = order.Held?.ToString(),
        order.Pieces,
        order.Warehouses,
        order.Services,
        order.Parcels,
        order.Paid,
        order.Freight,
        order.Duty,
        order.ImportTax,
        order.Fees,
        order.Profit,
        order.Missing,
    };
}
