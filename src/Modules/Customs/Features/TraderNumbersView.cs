using Entrepot.Customs.Contracts;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Ui;

namespace Entrepot.Customs.Features;

/// <summary>One number as people read it.</summary>
public sealed record TraderNumberLine(long Id, string Territory, TraderNumberKind Kind, string Value, DateOnly ValidFrom, DateOnly? ValidTo, DateTime AddedAt, string AddedBy, DateOnly Today)
{
    public bool HasEnded => ValidTo < Today;

    public StatusWord Word => HasEnded ? new(Tone.Rest, "Ended") : ValidFrom > Today ? new(Tone.Run, "Begins later") : new(Tone.Go, "In force");
}

/// <summary>The company's numbers, and who changed them lately.</summary>
/// <param name="Ending">The one that is being ended, when a person has been asked from when on and why.</param>
public sealed record TraderNumbersView(ListUrl Url, IReadOnlyList<TraderNumberLine> Rows, IReadOnlyList<ChangeRecord> Changes, DateOnly Today, TraderNumberLine? Ending)
{
    public static string Word(TraderNumberKind kind) => kind switch
    {
        TraderNumberKind.Eori => "EORI number",
        TraderNumberKind.Vat => "VAT number",
        TraderNumberKind.Ioss => "IOSS number",
        TraderNumberKind.Importer => "Importer number",
        TraderNumberKind.Other => "Other number",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
