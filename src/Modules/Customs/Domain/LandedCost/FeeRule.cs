using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.LandedCost;

internal enum FeePer { Consignment, DeclarationLine, Value }

/// <summary>A fee at import besides duty and tax (<c>Rules/fees.tsv</c>). Fees that are known of but not in force or not confirmed stay in the file, switched off.</summary>
internal sealed record FeeRule(
    string Destination, Sentence Words, string[] Regimes, FeePer Per, long Amount, long? Min, long? Max, string Currency,
    DateOnly From, DateOnly To, TraceSource Source)
{
    public static IReadOnlyList<FeeRule> Read() =>
        [.. RuleFile.Rows(typeof(FeeRule).Assembly, "fees.tsv").Where(row => row[8] == "yes").Select(row => new FeeRule(
            row[0], Sentence.OfRule(row[1]), row[2].Split(','),
            row[3] switch { "consignment" => FeePer.Consignment, "line" => FeePer.DeclarationLine, "value" => FeePer.Value, _ => throw new InvalidOperationException($"Rules/fees.tsv: '{row[3]}' is not known.") },
            RuleText.Number(row[4]), RuleText.NumberOrNone(row[5]), RuleText.NumberOrNone(row[6]), row[7],
            RuleText.Day(row[9]), RuleText.LastDay(row[10]), new TraceSource(Sentence.OfRule(row[1]), RuleText.Cited(row[12], row[11]), RuleText.Day(row[9]))))];

    public RuleCitation Citation { get; } = new(Words.ToString(), Source, To);

    public bool IsIn(string regime, DateOnly on) => From <= on && on <= To && Array.IndexOf(Regimes, regime) >= 0;
}
