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
        var shares = Shares(sale, rule, country);
        var trace = new TraceEntry("tax", TaxWords.CodeOf(rule.Scheme), Say(sale, rule.Scheme, country, shares)) { Sources = [rule.Source, .. SourcesOf(sale, rule, country)] };
        return new(sale, rule.Scheme, country, rule.HasRegions ? sale.Province : "", shares, trace);
    }

    private List<TaxShare> Shares(TaxSale sale, SchemeRule rule, string country)
    {
        var byRate = new List<(long? Rate, long Weight, List<TaxSaleLine> Lines)>(1);
        foreach (var line in sale.Lines)
        {
            var rate = RateOf(sale, rule, country, line);
            var at = byRate.FindIndex(group => group.Rate == rate);
            if (at < 0) byRate.Add((rate, line.AmountMinor, [line]));
            else byRate[at] = (rate, checked(byRate[at].Weight + line.AmountMinor), byRate[at].Lines);
            if (at >= 0) byRate[at].Lines.Add(line);
        }

        var net = Split(sale.NetMinor, sale.Currency, [.. byRate.Select(group => Math.Max(0, group.Weight))]);
        var expected = byRate.Select((group, i) => group.Rate is { } rate ? Rounding.OfPpm(net[i], rate) : (long?)null).ToArray();
        var weights = expected.Any(minor => minor > 0) ? expected.Select(minor => minor ?? 0) : net;
        var tax = Split(sale.TaxMinor, sale.Currency, [.. weights.Select(minor => Math.Max(0, minor))]);
        return [.. byRate.Select((group, i) => new TaxShare(group.Rate, net[i], tax[i], rule.Scheme == TaxScheme.Marketplace ? null : expected[i], Goods(group.Lines)))];
    }

    private long? RateOf(TaxSale sale, SchemeRule rule, string country, TaxSaleLine line) =>
        rule.Scheme is TaxScheme.Export or TaxScheme.IntraEu ? 0 : rates.Find(country, sale.Province, line.HsCode, sale.On) is { IsOk: true } found ? found.Value.RatePpm : null;

    private IEnumerable<TraceSource> SourcesOf(TaxSale sale, SchemeRule rule, string country) =>
        rule.Scheme is TaxScheme.Export or TaxScheme.IntraEu or TaxScheme.Marketplace ? []
            : sale.Lines.Select(line => rates.Find(country, sale.Province, line.HsCode, sale.On)).Where(found => found.IsOk).Select(found => found.Value.Source).Distinct();

    private static long[] Split(long minor, string currency, long[] weights) =>
        weights.Length == 1 ? [minor] : [.. new Money(minor, currency).Allocate(weights).Select(share => share.Minor)];

    private static Sentence Say(TaxSale sale, TaxScheme scheme, string country, List<TaxShare> shares)
    {
        var (net, tax) = (new Money(sale.NetMinor, sale.Currency), new Money(sale.TaxMinor, sale.Currency));
        return scheme switch
        {
            TaxScheme.Marketplace => (Sentence)$"The channel owes the tax of {country}; the buyer paid it {tax} on {net}.",
            TaxScheme.Export => $"{net} leave {country} untaxed; what is due on arrival is import tax.",
            TaxScheme.IntraEu => $"{net} to a business with the tax number {sale.BuyerTaxId}: not taxed in {country}, and reported there.",
            _ when shares.Exists(share => share.ExpectedMinor is null) => $"{tax} of {net} is tax of {country}; no rate is known to check it with.",
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
}
