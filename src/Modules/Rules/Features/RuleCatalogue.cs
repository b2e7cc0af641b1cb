using Entrepot.Rules.Domain;
using Entrepot.Rules.Domain.Actions;
using Entrepot.Rules.Domain.Facts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Rules.Features;

/// <param name="Kind"><c>text</c>, <c>country</c>, <c>postcode</c>, <c>number</c>, <c>flag</c>, <c>list</c>, <c>choice</c> or <c>time</c>.</param>
/// <param name="Unit">Of a number: <c>count</c>, <c>minor</c>, <c>base_minor</c>, <c>grams</c>, <c>hours</c> or <c>percent</c>.</param>
/// <param name="IsPersonal">Its value is not repeated in traces.</param>
internal sealed record FactAnswer(string Name, string Kind, string? Unit, IReadOnlyList<string> Operators, IReadOnlyList<string> Choices, bool IsPersonal);

internal sealed record ArgumentAnswer(string Name, string Kind, IReadOnlyList<string> Choices, int? Most);

internal sealed record ActionAnswer(string Name, IReadOnlyList<ArgumentAnswer> Arguments);

internal sealed record PointAnswer(string Name, IReadOnlyList<FactAnswer> Facts, IReadOnlyList<FactAnswer> LineFacts, IReadOnlyList<ActionAnswer> Actions);

internal sealed record CatalogueAnswer(IReadOnlyList<PointAnswer> Points, IReadOnlyList<string> CountryGroups);

/// <summary>What rules may ask and do, for programs that write rules.</summary>
internal static class RuleCatalogue
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/rules/catalogue", (TimeProvider clock) => new CatalogueAnswer([.. RulePoints.All.Select(Point)], CountryGroups.Codes(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime))))
            .RequireAuthorization("rules.view").WithSummary("The facts that rules may ask, with their operators, and the actions with their arguments");

    private static PointAnswer Point(RulePoint point) => new(point.Name, [.. point.Facts.Select(Fact)], [.. point.LineFacts.Select(Fact)], [.. point.Actions.Select(Action)]);

    private static FactAnswer Fact<T>(Field<T> field) =>
        new(field.Name, Kind(field), field is NumberField<T> number ? RuleFields.Snake(number.Unit.ToString()) : null, field.Operators, field is ChoiceField<T> choice ? choice.Choices : [], field.IsPersonal);

    private static string Kind<T>(Field<T> field) => field switch
    {
        TextField<T> { Kind: TextKind.Plain } => "text",
        TextField<T> text => RuleFields.Snake(text.Kind.ToString()),
        NumberField<T> => "number",
        FlagField<T> => "flag",
        ListField<T> => "list",
        ChoiceField<T> => "choice",
        TimeField<T> => "time",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static ActionAnswer Action(RuleAction action) =>
        new(action.Name, [.. action.Arguments.Select(argument => new ArgumentAnswer(argument.Name, RuleFields.Snake(argument.Kind.ToString()), argument.Choices, argument.Most))]);
}
