using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Classification;

internal static class ClassificationProblems
{
    public static Problem NotACode(string code) => Problem.Invalid(
        "customs.not_a_code", $"'{code}' is not a tariff code: it needs 6, 8 or 10 digits. Correct it.");

    public static Problem NotInHs2022(string code) => Problem.Invalid(
        "customs.not_in_hs2022", $"The first six digits of '{code}' do not stand in HS 2022. Look the goods up again.");

    public static Problem NoGoods(string folder) => Problem.Invalid(
        "customs.no_goods", $"'{folder}' holds no goods with codes to learn from. Put there a goods.csv with description and code, or the files that docs/how-to/classify-goods.md names.");
}
