using Entrepot.Kernel;
using Entrepot.Tax.Contracts;

namespace Entrepot.Tax.Domain;

/// <summary>Finds a sale's scheme, and shares its amounts over the rates of its goods.</summary>
/// <remarks>
/// Net amounts are shared by what the goods cost; the tax that the buyer paid by what each rate asks for, or by net amounts where none
/// asks for any. Shares always add up to the whole (largest remainder). Nothing is corrected: tax that differs from its rate is recorded as it was paid.
/// </remarks>
internal sealed class Assessment(ITaxRates rates)
{
    /// <summary>What a tax office reads to know the goods by; the order itself has all of them.</summary>
    private const int GoodsLengthMax = 400;

    public TaxSupply Of(TaxSale sale)
    {
        var rule = SchemeRules.Of(sale);
        var country = rule.TaxedAtArrival ? sale.ShipTo : sale.ShipFrom;
        var groups = ByRate(sale, rule, country);
        var shares = Shares(sale, rule, groups);
        var sources = new List<TraceSource>(1 + groups.Count) { rule.Source };
        foreach (var group in groups)
            if (group.Rate is { } rate) sources.Add(rate.Source);
        var trace = new TraceEntry("tax", TaxWords.CodeOf(rule.Scheme), Say(sale, rule.Scheme, country, shares)) { Sources = sources };
        return new(sale, rule.Scheme, country, rule.HasRegions ? sale.Province : "", shares, trace);
    }

    /// <summary>The sale's goods by the rate that they stand under; those that no rate is known for are one group.</summary>
    private List<Group> ByRate(TaxSale sale, SchemeRule rule, string country)
    {
        var groups = new List<Group>(1);
        foreach (var line in sale.Lines)
        {
            var rate = IsUntaxed(rule.Scheme) ? null : rates.Find(country, sale.Province, line.HsCode, sale.On) is { IsOk: true } found ? found.Value : null;
            var group = groups.Find(known => known.Rate?.RatePpm == rate?.RatePpm);
            if (group is null) groups.Add(group = new(rate));
            group.Lines.Add(line);
            group.Weight = checked(group.Weight + Math.Max(0, line.AmountMinor));
        }

        return groups;
    }

    private static TaxShare[] Shares(TaxSale sale, SchemeRule rule, List<Group> groups)
    {
        var net = Split(sale.NetMinor, sale.Currency, [.. groups.Select(group => group.Weight)]);
        var (rated, expected, asked) = (new long?[net.Length], new long?[net.Length], 0L);
        for (var i = 0; i < net.Length; i++)
        {
            rated[i] = IsUntaxed(rule.Scheme) ? 0 : groups[i].Rate?.RatePpm;
            expected[i] = rated[i] is { } ppm ? Rounding.OfPpm(net[i], ppm) : null;
            asked = Math.Max(asked, expected[i] ?? 0);
        }

        var tax = Split(sale.TaxMinor, sale.Currency, Array.ConvertAll(asked > 0 ? expected : [.. net.Select(minor => (long?)minor)], minor => Math.Max(0, minor ?? 0)));
        var shares = new TaxShare[net.Length];
        for (var i = 0; i < shares.Length; i++)
            shares[i] = new(rated[i], net[i], tax[i], rule.Scheme == TaxScheme.Marketplace ? null : expected[i], Goods(groups[i].Lines));
        return shares;
    }

    private static bool IsUntaxed(TaxScheme scheme) => scheme is TaxScheme.Export or TaxScheme.IntraEu;

    private static long[] Split(long minor, string currency, long[] weights) =>
        weights.Length == 1 ? [minor] : [.. new Money(minor, currency).Allocate(weights).Select(share => share.Minor)];

    private static Sentence Say(TaxSale sale, TaxScheme scheme, string country, TaxShare[] shares)
    {
        var (net, tax) = (new Money(sale.NetMinor, sale.Currency), new Money(sale.TaxMinor, sale.Currency));
        return scheme switch
        {
            TaxScheme.Marketplace => (Sentence)$"The channel owes the tax of {country}; the buyer paid it {tax} on {net}.",
            TaxScheme.Export => $"{net} leave {country} untaxed; what is due on arrival is import tax.",
            TaxScheme.IntraEu => $"{net} to a business with the tax number {sale.BuyerTaxId}: not taxed in {country}, and reported there.",
            _ when Array.Exists(shares, share => share.ExpectedMinor is null) => $"{tax} of {net} is tax of {country}; no rate is known to check it with.",
            _ when shares.Sum(share => share.ExpectedMinor) is { } expected && Math.Abs(expected - sale.TaxMinor) > sale.Lines.Count =>
                $"{tax} of {net} is tax of {country}; its rates ask for {new Money(expected, sale.Currency)}.",
            _ => $"{tax} of {net} is tax of {country}, as its rates ask for.",
        };
    }

    private static string Goods(List<TaxSaleLine> lines)
    {
        var text = string.Join("; ", lines.Select(line => FormattableString.Invariant($"{line.Quantity} × {line.Description}")));
        if (text.Length <= GoodsLengthMax) return text;
        var length = GoodsLengthMax - 1;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + "…";
    }

    private sealed class Group(TaxRate? rate)
    {
        public TaxRate? Rate { get; } = rate;
        public List<TaxSaleLine> Lines { get; } = [];
        public long Weight { get; set; }
    }
}
