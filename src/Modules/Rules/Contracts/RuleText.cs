using Entrepot.Kernel;
using Entrepot.Rules.Domain;
using Entrepot.Rules.Domain.Reading;

namespace Entrepot.Rules.Contracts;

/// <summary>Rules from a document alone, without a company: for the command line and benchmarks.</summary>
public static class RuleText
{
    /// <param name="today">For what is dated: country groups.</param>
    /// <returns>Refused when the document does not compile; the problem names rule and place. Conditions on lists that a company keeps are refused: there is none.</returns>
    public static Result<IRuleSet> Compile(string document, DateOnly today)
    {
        var compiled = RuleDocument.Compile(document, 0, null, RuleData.On(today));
        return compiled.Problem is { } problem ? problem : compiled.Value;
    }
}
