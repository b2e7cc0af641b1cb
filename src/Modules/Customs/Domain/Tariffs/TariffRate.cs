using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Tariffs;

/// <summary>Which of a line's columns goods pay by: the general one, column 2, or a program's where its proof stands.</summary>
/// <param name="From">The first day where the rate has one of its own; else the edition's counts.</param>
internal readonly record struct TariffRate(string Kind, string RuleId, Sentence Label, string Words, DutyFormula Formula, string Source, DateOnly? From)
{
    private static readonly Sentence General = "General duty";
    private static readonly Sentence Column2 = "US column 2";

    public bool IsColumn2 => Kind == "column2";

    /// <param name="program">The program whose proof of origin stands; null for none. Where the line has no rate for it, the general one is paid.</param>
    public static TariffRate Of(TariffEdition edition, TariffLine line, string origin, DateOnly on, string? program)
    {
        var head = edition.Head;
        if (TariffProgram.Find(head.Destination, TariffProgram.Column2, origin, on) is { } column2)
        {
            foreach (var heading in line.Chapter99OfOther)
                if (edition.Chapter99.GetValueOrDefault(heading) is { Rule.IsColumn2: true } instead && instead.IsInForce(origin, on))
                    return new("column2", heading, instead.Rule.Label, instead.Words, instead.Formula, $"{head.Source}; {instead.Rule.Source}", instead.From > head.From ? instead.From : null);
            return new("column2", $"{head.Schedule} {line.Row.Code} other", Column2, line.Row.Other, line.Other, $"{head.Source}; {column2.Source}", null);
        }

        if (program is not null)
            foreach (var special in line.Special)
                if (special.Programs.Contains(program) && TariffProgram.Find(head.Destination, program, origin, on) is { } named)
                    return new("preference", $"{head.Schedule} {line.Row.Code} special {program}", $"{named.Name}", $"{special.Words} ({program})", special.Formula, $"{head.Source}; {named.Source}", null);
        return new("general", $"{head.Schedule} {line.Row.Code} general", General, line.Row.General, line.General, head.Source, null);
    }
}
