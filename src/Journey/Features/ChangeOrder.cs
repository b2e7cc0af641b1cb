using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Approvals;
using Entrepot.Platform.Audit;
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
internal sealed class ChangeOrder(EntrepotDb db, IOrderBook book, Unwind unwind, SecondPerson second, TimeProvider clock) : IApprovedChange
{
    /// <summary>Goods that are redirected while an order is looked at are the usual fraud: a company may want a second person for it.</summary>
    public static readonly ApprovalKind Approved = new("orders.address", "Change the address of a held order", "orders.edit", HasLimit: true);

    internal sealed record Payload(long Order, Address Before, Address After);

    public string Kind => Approved.Key;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/api/v1/orders/{id:long}/address", async (long id, Address address, ChangeOrder change, CancellationToken ct) => Asked.ToHttp(await change.AskOrChangeAddressAsync(new(id), address, "", ct)))
            .RequireAuthorization("orders.edit").DisableAntiforgery()
            .WithSummary("Correct the delivery address and run the journey again, or ask a second person to (202)");
        routes.MapPost("/orders/{id:long}/address", async (long id, PostedForm form, ChangeOrder change, IOrderConflicts conflicts, Text words, CancellationToken ct) =>
                await conflicts.AskAsync(new(id), form, $"/orders/{id}/address", Fields, ct) ?? Asked.ToPage(await change.AskOrChangeAddressAsync(new(id), AddressOf(form), form.Text("reason", longest: 200), ct), words["Address corrected; the order runs its journey again"], $"/orders/{id}", words))
            .RequireAuthorization("orders.edit");
    }

    /// <summary>Of a held order above the company's limit another person is asked; otherwise it is done.</summary>
    /// <param name="reason">Why, for who decides; where it is empty the hold's own reason stands.</param>
    public async Task<Result<Asked>> AskOrChangeAddressAsync(OrderId id, Address address, string reason, CancellationToken ct)
    {
        if (AddressRules.Check(address) is { } problem) return problem;
        var found = await book.FindAsync([id], ct);
        if (found.Count == 0) return JourneyProblems.OrderNotFound(id);
        if (found[0].Status != OrderStatus.OnHold || !await second.IsNeededAsync(Kind, found[0], ct)) return (await AddressAsync(id, address, ct)).Problem is { } refused ? refused : Asked.Nobody;

        var before = found[0].Content.ShipTo;
        var request = new ApprovalRequest(Kind, SecondPerson.SubjectOf(id), $"Send order {found[0].Number} over {new Money(found[0].Content.PaidMinor(), found[0].Content.Currency)} to {One(address)} instead of {One(before)}.", reason.Length > 0 ? reason : "–")
        {
            Changes = [.. Fields.Select(field => new Change(field.Label, field.Now?.Invoke(found[0].Content) ?? "", field.Now?.Invoke(found[0].Content with { ShipTo = address }) ?? "")).Where(change => change.Before != change.After)],
        };
        var asked = await second.AskAsync(found[0], request, new Payload(id.Value, before, address), ct);
        return asked.Problem is { } no ? no : new Asked(asked.Value);
    }

    public async Task<Result> AddressAsync(OrderId id, Address address, CancellationToken ct)
    {
        if (AddressRules.Check(address) is { } problem) return problem;
        await using var unit = await db.BeginAsync(ct);
        return (await MoveToAsync(id, address, ct)).Problem is { } refused ? refused : await unit.CommitAsync(ct);
    }

    public async Task<Result> CarryOutAsync(Approval approval, CancellationToken ct)
    {
        var asked = approval.Read<Payload>();
        var found = await book.FindAsync([new(asked.Order)], ct);
        // What was decided is this change from that address: where somebody has written another one since, it is a different question.
        if (found.Count > 0 && found[0].Content.ShipTo != asked.Before) return ChangeProblems.ChangedSinceAsked(found[0].Number);
        return await MoveToAsync(new(asked.Order), asked.After, ct);
    }

    private Task<Result> MoveToAsync(OrderId id, Address address, CancellationToken ct) =>
        RestartAsync(id, "address_changed", before => $"{One(before.ShipTo)} → {One(address)}", content => content with { ShipTo = address, CountryText = "" }, ct);

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

    /// <summary>The order without the cancelled pieces; more than a line still has here is cut off, and what is cancelled already stays so.</summary>
    public static IncomingOrder WithCancelled(IncomingOrder content, IReadOnlyList<CancelledSoFar> cancelled) =>
        content with { Lines = [.. content.Lines.Select(line => Cancel(line, cancelled))] };

    private static IncomingLine Cancel(IncomingLine line, IReadOnlyList<CancelledSoFar> cancelled)
    {
        var most = line.CancelledQuantity;
        foreach (var pieces in cancelled)
            if (pieces.ExternalLineId == line.ExternalLineId) most = Math.Max(most, pieces.Quantity);
        return line with { CancelledQuantity = Math.Min(line.Quantity - line.MovedQuantity, most) };
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
