using System.Text.RegularExpressions;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Tariffs;

/// <summary>A rate for goods of a trade program: <c>2.9% (JP)</c>. It needs a proof of origin.</summary>
internal sealed partial record SpecialRate(string Words, DutyFormula Formula, IReadOnlyList<string> Programs)
{
    /// <summary>Reads <c>Free (AU,BH,CL) 8.7% (CO) See 9908.12.01 (IL)</c>; what has no program behind it is left out.</summary>
    public static IReadOnlyList<SpecialRate> Read(string text, string currency, TariffTexts texts) =>
        [.. Part().Matches(text).Select(match => (Words: match.Groups["rate"].Value.Trim(), Programs: Symbols(match.Groups["programs"].Value)))
            .Where(part => part.Words.Length > 0 && part.Programs.Length > 0)
            .Select(part => new SpecialRate(part.Words, texts.Formula(part.Words, currency), part.Programs))];

    private static string[] Symbols(string text) => [.. Symbol().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"(?<rate>[^()]*)\((?<programs>[^()]*)\)?")]
    private static partial Regex Part();

    [GeneratedRegex(@"(?<![A-Za-z.])[A-Z]{1,2}[*+]?(?![A-Za-z.])")]
    private static partial Regex Symbol();
}

/// <summary>A trade program of a special column: whose goods it is for, and since when (<c>Rules/tariffs-programs.tsv</c>).</summary>
internal sealed record TariffProgram(string Destination, string Symbol, string[] Origins, DateOnly From, DateOnly To, string Name, string Source)
{
    /// <summary>Column 2 of the HTS stands among the programs under this name.</summary>
    private const string Column2 = "2";

    private static readonly Lazy<IReadOnlyList<TariffProgram>> Programs = new(() =>
        [.. RuleFile.Rows(typeof(TariffProgram).Assembly, "tariffs-programs.tsv").Select(row => new TariffProgram(
            row[0], row[1], row[2].Split(','), RuleText.Day(row[3]), RuleText.LastDay(row[4]), row[6], RuleText.Cited(row[7], row[5])))]);

    public static IReadOnlyList<TariffProgram> All => Programs.Value;

    private static readonly Lazy<TariffProgram[]> OfColumn2 = new(() => [.. All.Where(program => program.Symbol == Column2)]);

    /// <summary>Whether goods of that origin pay column 2; null where they do not.</summary>
    public static TariffProgram? Column2Of(string destination, string origin, DateOnly on)
    {
        foreach (var program in OfColumn2.Value)
            if (program.Destination == destination && program.From <= on && on <= program.To && Array.IndexOf(program.Origins, origin) >= 0) return program;
        return null;
    }

    public static TariffProgram? Find(string destination, string symbol, string origin, DateOnly on)
    {
        foreach (var program in All)
            if (program.Destination == destination && program.Symbol == symbol && program.From <= on && on <= program.To && Array.IndexOf(program.Origins, origin) >= 0) return program;
        return null;
    }
}
