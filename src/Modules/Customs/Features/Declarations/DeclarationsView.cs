using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Customs.Features.Declarations;

/// <summary>The clerk's list.</summary>
/// <param name="Total">All that was found; the list shows the newest.</param>
/// <param name="Way">Where declarations are filed; null where no way is set up.</param>
public sealed record DeclarationsView(ListUrl Url, IReadOnlyList<DeclarationLine> Rows, int Total, string? Way, string Submitter);

/// <param name="Since">UTC: since when it stands in the stage.</param>
/// <param name="IsLate">Longer than is usual.</param>
public sealed record DeclarationLine(long Id, string Reference, string Type, string Batch, string? Mrn, DeclarationStage Stage, DateTime Since, bool IsLate, bool HasProblem)
{
    public StatusWord Word => WordOf(Stage);

    /// <summary>How a stage is shown.</summary>
    public static StatusWord WordOf(DeclarationStage stage) => stage switch
    {
        DeclarationStage.Draft => new(Tone.Rest, "Draft|declaration"),
        DeclarationStage.Filing => new(Tone.Run, "Being filed"),
        DeclarationStage.Filed => new(Tone.Out, "Filed"),
        DeclarationStage.Received => new(Tone.Out, "Received by customs"),
        DeclarationStage.Accepted => new(Tone.Out, "Accepted|declaration"),
        DeclarationStage.UnderControl => new(Tone.Warn, "Under control"),
        DeclarationStage.DocumentsAsked => new(Tone.Warn, "Documents asked"),
        DeclarationStage.TaxDue => new(Tone.Aux, "Duty due"),
        DeclarationStage.Released => new(Tone.Go, "Released|declaration"),
        DeclarationStage.Cleared => new(Tone.Go, "Cleared"),
        DeclarationStage.Exited => new(Tone.Go, "Left the country"),
        DeclarationStage.Refused => new(Tone.Stop, "Refused|declaration"),
        DeclarationStage.Cancelled => new(Tone.Rest, "Cancelled|declaration"),
        _ => new(Tone.Stop, "Seized"),
    };
}

/// <summary>One declaration: what it says, what is wrong with it, what happened and what to look at.</summary>
/// <param name="Problems">What customs would refuse; told while it is ours to change.</param>
/// <param name="Checklist">What to look at when it waits too long; empty while it does not.</param>
public sealed record DeclarationView(
    DeclarationLine Line, string Description, string Message, string MessageHash, DateTime CreatedAt, string CreatedBy, DateTime? FiledAt, string? ConversationId, DateTime? DocumentsDue, Sentence? Refusal, bool IsOurs,
    bool CanCancel, bool IsStuck, IReadOnlyList<Problem> Problems, IReadOnlyList<Problem> Doubts, IReadOnlyList<Sentence> Checklist, IReadOnlyList<DeclaredField> Fields, IReadOnlyList<DeclarationMoment> Moments);

/// <param name="Element">Data element of the UCC; empty where it has none.</param>
/// <param name="Title">In the WCO data model, in English.</param>
public sealed record DeclaredField(string Element, string Title, string Value);

/// <param name="Document">Its id, where a document lies behind it.</param>
public sealed record DeclarationMoment(string Name, Sentence Words, DateTime At, string By, StatusWord Word, long? Document);
