using System.Collections.Frozen;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Classification;

/// <summary>The six-digit codes of HS 2022 (<c>Rules/hs2022.tsv</c>).</summary>
internal sealed class HsNomenclature
{
    private static readonly Lazy<HsNomenclature> Read = new(() => new());

    public static HsNomenclature Shared => Read.Value;

    private readonly FrozenSet<long> codes = RuleFile.Rows(typeof(HsNomenclature).Assembly, "hs2022.tsv")
        .SelectMany(row => row[1].Split(' ').Select(ending => HsDigits.Of(row[0] + ending).Value)).ToFrozenSet();

    public Result Validate(string hsCode)
    {
        var digits = HsDigits.Of(hsCode);
        if (digits.Length is not (6 or 8 or 10)) return ClassificationProblems.NotACode(hsCode);
        return Knows(digits) ? Result.Ok : ClassificationProblems.NotInHs2022(hsCode);
    }

    public bool Knows(HsDigits code) => codes.Contains(code.First(6).Value);
}
