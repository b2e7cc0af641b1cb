using Entrepot.Kernel;

namespace Entrepot.Platform.Ui;

/// <summary>Where a sample order stands.</summary>
public enum SampleStatus { Received, Held, Reserved, Picking, Packed, InTransit, AtCustoms, Delivered, Late, Cancelled }

/// <summary>One row of the sample list.</summary>
public sealed record SampleOrder(long Id, string Number, string Channel, string Country, string Buyer, SampleStatus Status,
    string? HeldCode, string Warehouse, string Carrier, Money Total, long MarginPpm, DateTime PlacedAt, DateTime DueAt);

/// <summary>The one table of words and tones of a status. Every aggregate has such a table beside its lifecycle.</summary>
public static class SampleStatusWords
{
    public static StatusWord Of(SampleStatus status) => status switch
    {
        SampleStatus.Received => new(Tone.Rest, "Received"),
        SampleStatus.Held => new(Tone.Warn, "Held"),
        SampleStatus.Reserved => new(Tone.Run, "Reserved"),
        SampleStatus.Picking => new(Tone.Run, "Picking"),
        SampleStatus.Packed => new(Tone.Run, "Packed"),
        SampleStatus.InTransit => new(Tone.Out, "In transit"),
        SampleStatus.AtCustoms => new(Tone.Out, "At customs"),
        SampleStatus.Delivered => new(Tone.Go, "Delivered"),
        SampleStatus.Late => new(Tone.Stop, "Late"),
        SampleStatus.Cancelled => new(Tone.Rest, "Cancelled"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>The stories' company: 1,204 orders that are the same at every start.</summary>
internal static class Samples
{
    private static readonly string[] Buyers = ["Emma Keller", "Liam Nguyen", "Sofía García", "陈伟", "Yuki Tanaka", "Omar Al Farsi", "Noah Smith", "Chloé Martin", "Aisha Rahman", "Mateo López"];
    private static readonly (string Country, string Currency)[] Places = [("US", "USD"), ("DE", "EUR"), ("SG", "SGD"), ("GB", "GBP"), ("JP", "JPY"), ("AE", "AED"), ("KW", "KWD"), ("MX", "MXN")];
    private static readonly string[] Warehouses = ["SZX-1", "HKG-2", "LAX-3PL", "FRA-1", "SIN-B"];
    private static readonly string[] Carriers = ["DHL Express", "UPS", "FedEx", "YunExpress", "4PX", "SF Intl"];
    private static readonly string[] Reasons = ["orders.address_not_found", "customs.hs_code_unsure", "orders.high_value", "customs.party_match"];

    public static readonly string[] Channels = ["Amazon US", "Amazon DE", "Shopee SG", "Shopify", "TikTok Shop UK", "eBay AU"];
    public static IReadOnlyList<string> Countries { get; } = [.. Places.Select(place => place.Country)];

    /// <summary>As if somebody had typed “ke” into the top bar.</summary>
    public static Findings Found { get; } = new("ke", [
        ("Order", [new("SO-2600012", $"{Buyers[0]} · {"114-2600012"}", "/ui/order", IsExact: false) { Status = SampleStatusWords.Of(SampleStatus.InTransit) }, new("SO-2600007", $"{Buyers[0]} · {"114-2600007"}", "/ui/order", IsExact: false) { Status = SampleStatusWords.Of(SampleStatus.Held) }]),
        ("Buyer", [new(Buyers[0], $"{Places[1].Country}", "/ui/orders", IsExact: false)])]);

    public static IReadOnlyList<SampleOrder> Orders(DateTime now)
    {
        var chance = Chance.Seeded(7);
        return [.. Enumerable.Range(1, 1_204).Select(n => Order(n, now, chance))];
    }

    private static SampleOrder Order(int n, DateTime now, Random chance)
    {
        var place = Places[chance.Next(Places.Length)];
        var status = (SampleStatus)(chance.Next(10) * chance.Next(10) / 10);
        var placed = now.AddSeconds(-Math.Pow(n, 1.9));
        return new(n, $"SO-{2_600_000 + n}", Channels[chance.Next(Channels.Length)], place.Country, Buyers[chance.Next(Buyers.Length)], status,
            status == SampleStatus.Held ? Reasons[chance.Next(Reasons.Length)] : null, Warehouses[chance.Next(Warehouses.Length)], Carriers[chance.Next(Carriers.Length)],
            new(chance.Next(1_900, 48_000) * (place.Currency == "KWD" ? 3 : 1), place.Currency), chance.Next(-40_000, 380_000), placed, placed.AddDays(chance.Next(5, 14)));
    }
}
