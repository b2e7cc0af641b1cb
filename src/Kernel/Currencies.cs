using System.Collections.Frozen;
using System.Globalization;

namespace Entrepot.Kernel;

/// <summary>The currencies of ISO 4217 with their minor units (<c>Rules/currencies.tsv</c>).</summary>
public static class Currencies
{
    private static readonly FrozenDictionary<string, int> DecimalsByCode = RuleFile.Rows(typeof(Currencies).Assembly, "currencies.tsv")
        .ToFrozenDictionary(row => row[0], row => int.Parse(row[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    public static bool IsKnown(string code) => DecimalsByCode.ContainsKey(code);

    /// <summary>Digits after the point: JPY 0, EUR 2, KWD 3. An unknown code counts as 2.</summary>
    public static int Decimals(string code) => DecimalsByCode.GetValueOrDefault(code, 2);

    /// <summary>Minor units in one major unit: 1, 10, 100, 1,000 or 10,000.</summary>
    public static decimal Scale(string code) => Decimals(code) switch { 0 => 1m, 1 => 10m, 2 => 100m, 3 => 1_000m, _ => 10_000m };
}
