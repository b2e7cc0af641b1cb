using Entrepot.Customs.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.LandedCost;

/// <summary>One way of sending the same goods.</summary>
/// <param name="Way"><c>given</c>, <c>joined</c> (all in one consignment) or <c>apart</c> (each line alone).</param>
/// <param name="Regimes">How each consignment is cleared.</param>
/// <param name="StaysUnder">It would be cleared in an easier way than the goods together, only because they are apart: never proposed.</param>
internal sealed record ConsignmentOption(string Way, Money Due, Money Duty, IReadOnlyList<string> Regimes, bool StaysUnder, bool IsProposed, Sentence Note);

/// <summary>A line of the declaration, and what the goods were called in the order's.</summary>
/// <param name="SameAs">The line of the same goods under another description: where duty is by the line, it is paid twice.</param>
internal sealed record ComparedLine(int Consignment, string HsCode, string Origin, string Description, long Quantity, IReadOnlyList<long> OrderLines, int? SameAs);

/// <summary>
/// What the law takes as one line of a declaration, and what joining or splitting consignments does to the duty. Goods are
/// never split to stay under a threshold: the test is how the goods of one sender to one buyer are cleared together.
/// </summary>
internal static class ConsignmentOptions
{
    public static Result<IReadOnlyList<ConsignmentOption>> Compare(ILandedCost landedCost, IReadOnlyList<LandedCostRequest> given)
    {
        var joined = Join(given);
        var apart = given.SelectMany(Apart).ToList();
        var options = new List<(string Way, IReadOnlyList<LandedCostQuote> Quotes)>();
        foreach (var (way, requests) in new (string, IReadOnlyList<LandedCostRequest>)[] { ("given", given), ("joined", [joined]), ("apart", apart) })
        {
            if (way == "joined" && given.Count == 1) continue;
            var answers = landedCost.Quote(requests);
            if (answers.FirstOrDefault(answer => answer.Problem is not null).Problem is { } problem) return problem;
            options.Add((way, [.. answers.Select(answer => answer.Value)]));
        }

        var together = (options.Find(option => option.Way == "joined").Quotes ?? options[0].Quotes)[0];
        var compared = options.ConvertAll(option => Option(option.Way, option.Quotes, together));
        var best = compared.Where(option => !option.StaysUnder).MinBy(option => (option.Due.Minor, option.Regimes.Count));
        return compared.ConvertAll(option => option with { IsProposed = ReferenceEquals(option, best) });
    }

    /// <summary>Lines as the regime of each consignment forms them.</summary>
    public static IReadOnlyList<ComparedLine> Lines(IReadOnlyList<(Consignment Consignment, bool ByFullCodeAndOrigin)> consignments)
    {
        var lines = new List<ComparedLine>();
        for (var c = 0; c < consignments.Count; c++)
        {
            var (consignment, full) = consignments[c];
            var goods = consignment.Request.Lines;
            var first = lines.Count;
            foreach (var line in new DeclarationLines(consignment, full).Lines)
            {
                var of = goods[line.First];
                var twin = lines.FindIndex(first, other => other.HsCode == line.Hs.ToString() && other.Origin == (full ? of.Origin : ""));
                lines.Add(new(c, line.Hs.ToString(), full ? of.Origin : "", of.Description.Trim(), line.Quantity,
                    [.. goods.Where((one, i) => (full ? consignment.Hs[i] : consignment.Hs[i].First(6)) == line.Hs && (!full || one.Origin == of.Origin) && one.Description.Trim().Equals(of.Description.Trim(), StringComparison.OrdinalIgnoreCase)).Select(one => one.LineId)],
                    twin < 0 ? null : twin));
            }
        }

        return lines;
    }

    private static ConsignmentOption Option(string way, IReadOnlyList<LandedCostQuote> quotes, LandedCostQuote together)
    {
        var (due, duty) = (quotes[0].Total, quotes[0].Duty);
        for (var i = 1; i < quotes.Count; i++) (due, duty) = (due + quotes[i].Total, duty + quotes[i].Duty);
        string[] regimes = [.. quotes.Select(quote => quote.Regime)];
        var staysUnder = regimes.Any(regime => regime != together.Regime) && due < together.Total;
        return new(way, due, duty, regimes, staysUnder, false, staysUnder
            ? (Sentence)$"Together these goods are cleared as {together.Regime}. Sent apart to stay under its threshold they would pay {together.Total - due} less: customs may join what one sender ships to one buyer, so this is not proposed."
            : due > together.Total ? $"{due - together.Total} more than together." : due < together.Total ? $"{together.Total - due} less than together, under the same rules." : Sentence.Empty);
    }

    private static LandedCostRequest Join(IReadOnlyList<LandedCostRequest> given)
    {
        var id = 0L;
        return given[0] with
        {
            Lines = [.. given.SelectMany(one => one.Lines).Select(line => line with { LineId = ++id })],
            FreightMinor = given.Sum(one => one.FreightMinor),
            InsuranceMinor = given.Sum(one => one.InsuranceMinor),
        };
    }

    /// <summary>Freight and insurance go with the goods, by value.</summary>
    private static IEnumerable<LandedCostRequest> Apart(LandedCostRequest one)
    {
        var (freight, insurance) = (Consignment.Spread(one, one.FreightMinor), Consignment.Spread(one, one.InsuranceMinor));
        return one.Lines.Select((line, i) => one with { Lines = [line], FreightMinor = freight[i], InsuranceMinor = insurance[i] });
    }
}
