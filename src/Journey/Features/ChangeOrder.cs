using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Journey.Features;

/// <summary>
/// Corrects an order and sends it through the whole journey again: new address, new screening, new duty, new route.
/// What an earlier journey had planned is taken back first.
/// </summary>
internal sealed class ChangeOrder(EntrepotDb db, IOrderBook book, Unwind unwind, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/api/v1/orders/{id:long}/address", async (long id, Address address, ChangeOrder change, CancellationToken ct) => (await change.AddressAsync(new(id), address, ct)).ToHttp())
            .RequireAuthorization("orders.edit").DisableAntiforgery()
            .WithSummary("Correct the delivery address and run the journey again");
        routes.MapPost("/orders/{id:long}/address", async (long id, PostedForm form, ChangeOrder change, IOrderConflicts conflicts, Text words, CancellationToken ct) =>
                await conflicts.AskAsync(new(id), form, $"/orders/{id}/address", Fields, ct) ?? PageResult.After(await change.AddressAsync(new(id), AddressOf(form), ct), words["Address corrected; the order runs its journey again"], $"/orders/{id}"))
            .RequireAuthorization("orders.edit");
    }

    public Task<Result> AddressAsync(OrderId id, Address address, CancellationToken ct)
    {
        if (AddressRules.Check(address) is { } problem) return Task.FromResult<Result>(problem);
        return RunAsync(id, "address_changed", before => $"{One(before.ShipTo)} → {One(address)}", content => content with { ShipTo = address, CountryText = "" }, ct);
    }

    private async Task<Result> RunAsync(OrderId id, string kind, Func<IncomingOrder, string> text, Func<IncomingOrder, IncomingOrder> change, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if ((await RestartAsync(id, kind, text, change, ct)).Problem is { } problem) return problem;
        return await unit.CommitAsync(ct);
    }

    /// <summary>The same inside somebody else's unit of work. A refusal has changed nothing.</summary>
    public Task<Result> RestartAsync(OrderId id, string kind, string text, Func<IncomingOrder, IncomingOrder>? change, CancellationToken ct) => RestartAsync(id, kind, _ => text, change, ct);

    private async Task<Result> RestartAsync(OrderId id, string kind, Func<IncomingOrder, string> say, Func<IncomingOrder, IncomingOrder>? change, CancellationToken ct)
    {
        var found = await book.FindAsync([id], ct);
        if (found.Count == 0) return JourneyProblems.OrderNotFound(id);
        if (!found[0].MayRestart) return JourneyProblems.CannotChange(found[0]);

        var now = clock.GetUtcNow().UtcDateTime;
        var text = say(found[0].Content);
        if ((await unwind.RunAsync(id, DateOnly.FromDateTime(now), text, ct)).Problem is { } tooLate) return tooLate;
        return (await book.RestartAsync([new(id, kind, $"{text}", change, Waive: null)], now, ct))[0];
    }

    /// <summary>The order without the cancelled pieces; more than a line has is cut off there, and what is cancelled already stays so.</summary>
    public static IncomingOrder WithCancelled(IncomingOrder content, IReadOnlyList<CancelledSoFar> cancelled) =>
        content with { Lines = [.. content.Lines.Select(line => Cancel(line, cancelled))] };

    private static IncomingLine Cancel(IncomingLine line, IReadOnlyList<CancelledSoFar> cancelled)
    {
        var most = line.CancelledQuantity;
        foreach (var pieces in cancelled)
            if (pieces.ExternalLineId == line.ExternalLineId) most = Math.Max(most, pieces.Quantity);
        return line with { CancelledQuantity = Math.Min(line.Quantity, most) };
    }

    /// <summary>The form's fields, as the page of an overtaken form shows them again.</summary>
    private static readonly OrderField[] Fields =
    [
        new("name", "Name", order => order.ShipTo.Name), new("company", "Company", order => order.ShipTo.Company), new("line1", "Street and number", order => order.ShipTo.Line1),
        new("line2", "Address line 2", order => order.ShipTo.Line2), new("postcode", "Postcode", order => order.ShipTo.Postcode), new("city", "Town", order => order.ShipTo.City),
        new("province", "State or province", order => order.ShipTo.Province), new("country", "Country", order => order.ShipTo.Country), new("phone", "Phone", order => order.ShipTo.Phone),
        new("email", "E-mail", order => order.ShipTo.Email),
    ];

    private static Address AddressOf(PostedForm form) => new()
    {
        Name = form.Text("name"),
        Company = form.Text("company"),
        Line1 = form.Text("line1"),
        Line2 = form.Text("line2"),
        City = form.Text("city"),
        Province = form.Text("province"),
        Postcode = form.Text("postcode"),
        Country = form.Text("country"),
        Phone = form.Text("phone"),
        Email = form.Text("email"),
    };

    private static string One(Address address) => string.Join(", ", new[] { address.Name, address.Line1, address.City, address.Postcode, address.Country }.Where(part => part.Length > 0));
}
