using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Restrictions;

internal static class RestrictionProblems
{
    public static Problem Restricted(string sku, Sentence sentence, string source, string certainty, DateOnly since) => Problem.Invalid(
        "customs.restricted_goods", $"{sku}: {sentence} ({source} [{certainty}], attested from {since}). Take the line off the order or cancel it.");
}
