using System.Text.Json;
using System.Text.Json.Serialization;
using Entrepot.Kernel;

namespace Entrepot.Sandbox.Carriers;

/// <summary>How the pretended carriers behave (<c>Rules/carriers.json</c>).</summary>
internal sealed record CarrierWorld(string Source, DateOnly ValidFrom, PriceRow[] Prices, ScanStep[] Steps)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Converters = { new JsonStringEnumConverter() } };

    public static CarrierWorld Current { get; } = Read();

    /// <summary>What a carrier charges from there; the first row's price from anywhere else.</summary>
    public (long Minor, string Currency) Price(string country, long grams)
    {
        var row = Prices.FirstOrDefault(price => price.Country == country) ?? Prices[0];
        return (row.FirstKilogram + (Math.Max(0, Rounding.DivideUp(grams, 1_000) - 1) * row.FurtherKilogram), row.Currency);
    }

    private static CarrierWorld Read()
    {
        using var stream = RuleFile.Open(typeof(CarrierWorld).Assembly, "carriers.json");
        return JsonSerializer.Deserialize<CarrierWorld>(stream, Json)!;
    }
}

internal sealed record PriceRow(string Country, string Currency, long FirstKilogram, long FurtherKilogram);

/// <param name="AtPercent">Of the whole time from collection to delivery.</param>
/// <param name="CrossBorder">Only where customs lies between.</param>
/// <param name="Trouble">Only for the unlucky ones.</param>
internal sealed record ScanStep(int AtPercent, ScanKind Scan, ScanPlace Where, bool CrossBorder, bool Trouble);

internal enum ScanKind { PickedUp, Departed, AtCustoms, Cleared, Arrived, OutForDelivery, NotHome, Delivered }

internal enum ScanPlace { Origin, Destination }
