using Entrepot.Kernel;
using Entrepot.Tax.Contracts;
using Entrepot.Tax.Data;

namespace Entrepot.Tax.Domain;

/// <summary>Sums of supplies of one day, scheme, place, currency and rate; minor units of that currency.</summary>
/// <param name="ExpectedMinor">What the rates ask for; where none is known, what was paid.</param>
/// <param name="TakenBackMinor">Of <paramref name="NetMinor"/>, how much was taken back; positive.</param>
internal sealed record SupplySum(
    DateOnly On, TaxScheme Scheme, string Country, string Region, string ShipFrom, string Currency, long? RatePpm, long Supplies, long NetMinor, long TaxMinor, long ExpectedMinor, long TakenBackMinor);

/// <summary>What a return takes from the book.</summary>
internal sealed record ReturnScope(TaxScheme[] Schemes, string Country, string Region)
{
    public static ReturnScope Of(TaxRegistrationKind kind, string country, string region, bool hasOss) => kind switch
    {
        TaxRegistrationKind.Ioss => new([TaxScheme.Ioss], "", ""),
        TaxRegistrationKind.OssUnion => new([TaxScheme.Distance], "", ""),
        TaxRegistrationKind.SalesTax => new([TaxScheme.Domestic, TaxScheme.AtSale], country, region),
        // Without the one-stop shop, what is sold to consumers of another member state is declared there.
        _ => new(hasOss ? [TaxScheme.Domestic, TaxScheme.AtSale] : [TaxScheme.Domestic, TaxScheme.AtSale, TaxScheme.Distance], country, ""),
    };

    public bool Declares(SupplySum sum) => Schemes.Contains(sum.Scheme) && (Country.Length == 0 || sum.Country == Country) && (Region.Length == 0 || sum.Region == Region);

    /// <summary>Whether a return of this country only reports it: it left from there and is taxed elsewhere or by somebody else.</summary>
    public bool Reports(SupplySum sum) => Country.Length > 0 && Region.Length == 0 && sum.ShipFrom == Country && !Declares(sum) && sum.Scheme != TaxScheme.Distance;
}

/// <summary>
/// Adds up supplies to the figures of a return. Each sum of one day, rate and currency is converted once, half even (the
/// directive asks for the rate of the period's last day, others for that of the day); boxes are added from converted sums.
/// </summary>
internal sealed class ReturnSums(ReturnForm form, TaxPeriod period, string currency, Func<DateOnly, FxTable> rates)
{
    private readonly Dictionary<(string, DateOnly), ReturnRate> used = [];

    /// <param name="open">What no return has declared yet, until the period's end.</param>
    /// <param name="supplied">Everything supplied in the period.</param>
    /// <param name="entered">Boxes that a person enters, by number, minor units.</param>
    /// <returns>Refused with <c>money.no_rate</c> where a currency cannot be converted.</returns>
    public Result<ReturnFigures> Of(TaxRegistrationInfo registration, ReturnScope scope, IEnumerable<SupplySum> open, IEnumerable<SupplySum> supplied, IReadOnlyDictionary<string, long> entered)
    {
        var (lines, corrections, reports) = (new List<ReturnLine>(), new List<ReturnCorrection>(), new List<ReturnReport>());
        foreach (var sum in open.Where(scope.Declares))
        {
            var (net, tax, expected) = (Convert(sum, sum.NetMinor), Convert(sum, sum.TaxMinor), Convert(sum, sum.ExpectedMinor));
            if ((net.Problem ?? tax.Problem ?? expected.Problem) is { } problem) return problem;
            if (sum.On >= period.From) lines.Add(new(sum.Country, sum.Region, sum.ShipFrom, sum.RatePpm, sum.Supplies, net.Value, tax.Value, expected.Value));
            else corrections.Add(new(sum.Country, sum.Region, TaxPeriod.Of(sum.On, form.Rhythm).Name, net.Value, tax.Value));
        }

        foreach (var sum in supplied.Where(scope.Reports))
        {
            var net = Convert(sum, sum.NetMinor);
            if (net.Problem is { } problem) return problem;
            reports.Add(new(sum.Scheme, sum.Supplies, net.Value));
        }

        var figures = new ReturnFigures
        {
            Form = form.Form,
            Number = registration.Number,
            Country = registration.Country,
            Period = period.Name,
            From = period.From,
            To = period.To,
            Currency = currency,
            Lines = [.. lines.GroupBy(line => (line.Country, line.Region, line.ShipFrom, line.RatePpm)).OrderBy(group => group.Key)
                .Select(group => new ReturnLine(group.Key.Country, group.Key.Region, group.Key.ShipFrom, group.Key.RatePpm, group.Sum(line => line.Supplies), group.Sum(line => line.NetMinor), group.Sum(line => line.TaxMinor), group.Sum(line => line.ExpectedMinor)))],
            Corrections = [.. corrections.GroupBy(line => (line.Country, line.Region, line.Period)).OrderBy(group => group.Key)
                .Select(group => new ReturnCorrection(group.Key.Country, group.Key.Region, group.Key.Period, group.Sum(line => line.NetMinor), group.Sum(line => line.TaxMinor)))
                .Where(line => (line.NetMinor, line.TaxMinor) != (0, 0))],
            Reported = [.. reports.GroupBy(line => line.Scheme).OrderBy(group => group.Key).Select(group => new ReturnReport(group.Key, group.Sum(line => line.Supplies), group.Sum(line => line.NetMinor)))],
            Boxes = [],
            Rates = [.. used.Values.OrderBy(rate => rate.Day).ThenBy(rate => rate.Currency, StringComparer.Ordinal)],
        };
        return figures with { Boxes = Boxes(figures, entered) };
    }

    private List<ReturnBoxFigure> Boxes(ReturnFigures figures, IReadOnlyDictionary<string, long> entered)
    {
        var done = new Dictionary<string, long>(StringComparer.Ordinal);
        var boxes = new List<ReturnBoxFigure>();
        foreach (var box in form.Boxes)
        {
            var minor = box.IsEntered ? entered.GetValueOrDefault(box.Number) : Sum(box, figures, done);
            // "Leave out the pence": cut off, towards zero.
            if (box.IsWhole) minor -= minor % (long)Currencies.Scale(currency);
            done[box.Number] = minor;
            boxes.Add(new(box.Number, box.Label, minor, box.IsEntered, box.Api));
        }

        return boxes;
    }

    private static long Sum(ReturnBox box, ReturnFigures figures, Dictionary<string, long> done)
    {
        long sum = 0;
        foreach (var part in box.Sum.Replace("-", "+-", StringComparison.Ordinal).Split('+'))
        {
            var name = part.TrimStart('-');
            var sign = part.StartsWith('-') ? -1 : 1;
            sum = checked(sum + (sign * name switch
            {
                "taxable" => box.IsTax ? figures.TaxMinor : figures.NetMinor,
                "reported" => figures.Reported.Sum(report => report.NetMinor),
                _ => done[name],
            }));
        }

        return sum;
    }

    private Result<long> Convert(SupplySum sum, long minor)
    {
        if (sum.Currency == currency) return minor;

        var day = form.AtPeriodEnd ? TaxPeriod.Of(sum.On, form.Rhythm).To : sum.On;
        var table = rates(day);
        var converted = table.Convert(new(minor, sum.Currency), currency);
        if (converted.Problem is { } problem) return problem;

        Note(sum.Currency, table);
        Note(currency, table);
        return converted.Value.Minor;
    }

    private void Note(string code, FxTable table)
    {
        if (table.RatesE6.TryGetValue(code, out var rate)) used.TryAdd((code, table.Day), new(code, table.Day, rate, table.Source));
    }
}
