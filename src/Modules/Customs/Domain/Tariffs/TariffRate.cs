using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Tariffs;

/// <summary>Which of a line's columns goods pay by: the general one, column 2, or a program's where its proof stands.</summary>
internal sealed record TariffRate(string Kind, string RuleId, Sentence Label, string Words, DutyFormula Formula, string Source, DateOnly From)
{
    private static readonly Sentence General = "General duty";
    private static readonly Sentence Column2 = "US column 2";

    private TraceSource? cited;

    public bool IsColumn2 => Kind == "column2";

    /// <summary>One object for as long as the edition stands: an answer names each source once.</summary>
    public TraceSource Cited => cited ??= new TraceSource($"{Label}, {RuleId}", Source, From);

    /// <summary>The rate that goods of that origin pay.</summary>
    /// <param name="program">The program whose proof of origin stands; null for none. Where the line has no rate for it, the general one is paid.</param>
    public static TariffRate Of(TariffEdition edition, TariffLine line, string origin, DateOnly on, string? program)
    {
        var head = edition.Head;
        if (TariffProgram.Column2Of(head.Destination, origin, on) is { } column2)
        {
            foreach (var heading in line.Chapter99OfOther)
                if (edition.Chapter99.GetValueOrDefault(heading) is { Rule.IsColumn2: true } instead && instead.IsInForce(origin, on))
                    return new("column2", heading, instead.Rule.Label, instead.Words, instead.Formula, $"{head.Source}; {instead.Rule.Source}", instead.From > head.From ? instead.From : head.From);
            return new("column2", $"{head.Schedule} {line.Row.Code} other", Column2, line.Row.Other, line.Other, $"{head.Source}; {column2.Source}", head.From);
        }

        if (program is not null)
            foreach (var special in line.Special)
                if (special.Programs.Contains(program) && TariffProgram.Find(head.Destination, program, origin, on) is { } named)
                    return new("preference", $"{head.Schedule} {line.Row.Code} special {program}", $"{named.Name}", $"{special.Words} ({program})", special.Formula, $"{head.Source}; {named.Source}", head.From);
        return edition.General(line);
    }

    public static TariffRate OfGeneral(TariffHead head, TariffLine line) => new("general", $"{head.Schedule} {line.Row.Code} general", General, line.Row.General, line.General, head.Source, head.From);
}
