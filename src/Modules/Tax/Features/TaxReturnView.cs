using Entrepot.Platform.Audit;
using Entrepot.Platform.Ui;
using Entrepot.Tax.Contracts;
using Entrepot.Tax.Data;
using Entrepot.Tax.Domain;

namespace Entrepot.Tax.Features;

/// <summary>A registration as people read it.</summary>
public sealed record TaxRegistrationLine(long Id, TaxRegistrationKind Kind, string Country, string Region, string Number, TaxRhythm Rhythm, string Currency, DateOnly ValidFrom, DateOnly? ValidTo, string AddedBy)
{
    public string Place => Region.Length == 0 ? Country : $"{Country}-{Region}";

    public string KindWord => TaxWords.Of(Kind);

    public string RhythmWord => Rhythm == TaxRhythm.Month ? "Monthly" : "Quarterly";
}

/// <summary>One period of one registration.</summary>
/// <param name="Due">The last day for filing; null where it is not known here.</param>
public sealed record TaxReturnLine(TaxRegistrationLine Registration, string Period, DateOnly From, DateOnly To, DateOnly? Due, DateTime? FiledAt, string FiledBy, string Reference, DateOnly Today)
{
    public string Path => $"/tax/returns/{Registration.Id}/{Period}";

    public bool MayFile => FiledAt is null && To < Today;

    public StatusWord Status => FiledAt is not null ? new(Tone.Go, "Filed|return")
        : To >= Today ? new(Tone.Rest, "Running|return")
        : Due < Today ? new(Tone.Stop, "Overdue|return")
        : new(Tone.Warn, "To file");
}

public sealed record TaxReturnListView(ListUrl Url, IReadOnlyList<TaxReturnLine> Rows, bool IsRegistered);

/// <param name="Files">Formats in which it can be had.</param>
/// <param name="Source">The rule behind due date and exchange rates.</param>
/// <param name="IsWhole">Whether the figures are as they were filed.</param>
public sealed record TaxReturnView(TaxReturnLine Line, ReturnFigures Figures, IReadOnlyList<string> Files, string Source, bool IsWhole)
{
    public static string Word(TaxScheme scheme) => TaxWords.Of(scheme);
}

public sealed record TaxRegistrationsView(IReadOnlyList<TaxRegistrationLine> Rows, DateOnly Today, IReadOnlyList<ChangeRecord> Changes, TaxRegistrationLine? Ending)
{
    public static string Word(TaxRegistrationKind kind) => TaxWords.Of(kind);
}
