using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Tax.Contracts;

namespace Entrepot.Tax.Domain;

/// <summary>One row of <c>Rules/schemes.tsv</c>.</summary>
internal sealed record SchemeRule(string Regime, string Way, string Who, TaxScheme Scheme, bool TaxedAtArrival, bool HasRegions, DateOnly From, DateOnly To, TraceSource Source)
{
    private const string Any = "*";

    public bool Fits(TaxSale sale, string way) =>
        From <= sale.On && sale.On <= To && (Way == Any || Way == way)
        && (Regime is Any or "-" || sale.Regime.StartsWith(Regime, StringComparison.Ordinal))
        && Who switch
        {
            "channel" => sale.CollectedByChannel,
            "taxed" => sale.TaxMinor > 0,
            "b2b" => sale.BuyerIsBusiness && sale.BuyerTaxId.Length > 0,
            _ => true,
        };
}

/// <summary>Who owes the tax of a sale, and where.</summary>
internal static class SchemeRules
{
    private static readonly SchemeRule[] All = [.. RuleFile.Rows(typeof(SchemeRules).Assembly, "schemes.tsv").Select(Read)];

    public static SchemeRule Of(TaxSale sale)
    {
        var way = sale.ShipFrom == sale.ShipTo ? "same" : Countries.IsCustomsBorder(sale.ShipFrom, sale.ShipTo) ? "border" : Countries.IsInEuCustoms(sale.ShipTo) ? "eu" : "same";
        foreach (var rule in All)
            if (rule.Fits(sale, way)) return rule;
        throw new InvalidOperationException($"No row of Rules/schemes.tsv fits a sale from {sale.ShipFrom} to {sale.ShipTo} on {sale.On:yyyy-MM-dd}.");
    }

    private static SchemeRule Read(string[] row) => new(
        row[0], row[1], row[2], Enum.Parse<TaxScheme>(row[3]), row[4] == "to", row[5] == "yes", Day(row[6]), row[7] == "-" ? DateOnly.MaxValue : Day(row[7]),
        new(Sentence.OfRule(TaxWords.Of(Enum.Parse<TaxScheme>(row[3]))), $"{row[9]} [{row[8]}]", Day(row[6])));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
