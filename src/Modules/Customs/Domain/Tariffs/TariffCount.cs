using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Tariffs;

/// <summary>How many lines of a tariff can be reckoned with, by their general rate.</summary>
/// <param name="EightDigit">Different tariff lines of eight digits, whether printed with a statistical suffix or not.</param>
/// <param name="TenDigit">Rows of ten digits.</param>
/// <param name="Computed">Of the eight-digit lines, those whose duty follows from value and quantities.</param>
/// <param name="Reasoned">Those of which it is said why not.</param>
internal sealed record TariffCount(int Rows, int EightDigit, int TenDigit, int Computed, int Reasoned, int Unknown)
{
    public static TariffCount Of(IReadOnlyList<TariffRow> rows, string currency)
    {
        var texts = new TariffTexts();
        var lines = TariffDifference.ByLine(rows);
        var (computed, reasoned) = (0, 0);
        foreach (var row in lines.Values)
        {
            var formula = texts.Formula(row.General, currency);
            if (formula.IsComputed) computed++;
            else if (formula.Reason is not null) reasoned++;
        }

        return new(rows.Count, lines.Count, rows.Count(row => row.Code.Length == 10), computed, reasoned, lines.Count - computed - reasoned);
    }
}

/// <summary>What an edition changed against the one before it.</summary>
/// <param name="Changed">Lines of eight digits that both have, with another general, special or other rate.</param>
internal sealed record TariffDifference(IReadOnlyList<TariffChange> Changed, IReadOnlyList<string> Added, IReadOnlyList<string> Removed)
{
    public static readonly TariffDifference None = new([], [], []);

    public static TariffDifference Between(IReadOnlyList<TariffRow> before, IReadOnlyList<TariffRow> after)
    {
        var (old, now) = (ByLine(before), ByLine(after));
        return new(
            [.. now.Where(line => old.TryGetValue(line.Key, out var was) && !SameRates(was, line.Value)).Select(line => new TariffChange(line.Key, old[line.Key], line.Value))],
            [.. now.Keys.Where(code => !old.ContainsKey(code))],
            [.. old.Keys.Where(code => !now.ContainsKey(code))]);
    }

    /// <summary>The row that sets the rates of each line of eight digits, in the tariff's order.</summary>
    public static Dictionary<string, TariffRow> ByLine(IReadOnlyList<TariffRow> rows)
    {
        var lines = new Dictionary<string, TariffRow>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!row.IsLine) continue;
            var code = row.Code[..8];
            if (!lines.TryGetValue(code, out var known) || (!known.SetsRates && row.SetsRates)) lines[code] = row;
        }

        return lines;
    }

    private static bool SameRates(TariffRow a, TariffRow b) => a.General == b.General && a.Special == b.Special && a.Other == b.Other;
}

internal sealed record TariffChange(string Code, TariffRow Before, TariffRow After)
{
    public bool IsGeneral => Before.General != After.General;
}
