using Entrepot.Orders.Data;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Verification;

namespace Entrepot.Orders.Features;

/// <summary>An order explains itself: each journey has its trace, and the timeline says how the order came to stand where it stands.</summary>
internal sealed class OrdersExplainThemselves(EntrepotDb db) : SqlVerification(db)
{
    public override string Name => "Timelines and traces say where orders stand";

    protected override string Examined => OrderChecks.Count;

    protected override IReadOnlyList<string> Wrong { get; } = [OrderChecks.TimelineSilent, OrderChecks.RunWithoutTrace];
}

/// <summary>One order of a channel is one order in the book, with one number, and all its lines.</summary>
internal sealed class OrdersAreBookedOnce(EntrepotDb db) : SqlVerification(db)
{
    public override string Name => "Orders are in the book once, with all their lines";

    protected override string Examined => OrderChecks.Count;

    protected override IReadOnlyList<string> Wrong { get; } = [OrderChecks.SentTwice, OrderChecks.NumberNotTaken, OrderChecks.LinesMissing, OrderChecks.CancelledTooMany, OrderChecks.MovedNowhere];
}

/// <summary>Whoever searches finds: each order stands under the words of its buyer's name and the channel's number, and under no others.</summary>
internal sealed class OrdersAreFound(EntrepotDb db) : IVerification
{
    /// <summary>Read at once: enough to spare round trips, little in memory.</summary>
    private const long PageSize = 2_000;

    public string Name => "Orders are found by their words";

    public async Task<VerificationResult> RunAsync(CancellationToken ct)
    {
        var (examined, count, after) = (0L, 0L, 0L);
        var wrong = new List<string>();
        while (true)
        {
            var orders = await db.QueryAsync(OrderChecks.Page, row => (Id: row.GetInt64(0), Number: row.GetString(1), Buyer: row.GetString(2), External: row.GetString(3)), ct, db.Tenant.Value, after, PageSize);
            if (orders.Count == 0) return new(Name, examined, wrong, count);

            var words = (await db.QueryAsync(OrderChecks.WordsOf, row => (Order: row.GetInt64(0), Word: row.GetString(1)), ct, db.Tenant.Value, orders.Select(order => order.Id).ToArray()))
                .ToLookup(word => word.Order, word => word.Word);
            foreach (var order in orders)
            {
                var wanted = SearchWords.Of(order.Buyer, order.External).ToHashSet(StringComparer.Ordinal);
                if (wanted.SetEquals(words[order.Id])) continue;
                count++;
                if (wrong.Count < VerificationResult.WrongMax) wrong.Add($"{order.Number} is found by {words[order.Id].Count()} words, {wanted.Count} are its own, {wanted.Intersect(words[order.Id], StringComparer.Ordinal).Count()} are both");
            }

            examined += orders.Count;
            after = orders[^1].Id;
        }
    }
}
