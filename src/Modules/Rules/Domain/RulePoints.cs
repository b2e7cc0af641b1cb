using Entrepot.Rules.Contracts;
using Entrepot.Rules.Domain.Actions;
using Entrepot.Rules.Domain.Facts;

namespace Entrepot.Rules.Domain;

/// <summary>A place where rules are asked: which facts it offers and what it can carry out.</summary>
internal sealed record RulePoint(string Name, IReadOnlyList<Field<RuleFacts>> Facts, IReadOnlyList<Field<RuleLine>> LineFacts, IReadOnlyList<RuleAction> Actions);

/// <summary>Every place where rules are asked.</summary>
internal static class RulePoints
{
    /// <summary>An order on its journey, after the check and the screening and before goods are classified and reserved.</summary>
    public const string Order = "order";

    public static IReadOnlyList<RulePoint> All { get; } = [new(Order, RuleFields.OfOrder, RuleFields.OfLine, RuleActionList.All)];
}
