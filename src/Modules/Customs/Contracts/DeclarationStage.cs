namespace Entrepot.Customs.Contracts;

/// <summary>Where a customs declaration stands.</summary>
public enum DeclarationStage
{
    /// <summary>Being written; nobody outside knows of it.</summary>
    Draft,

    /// <summary>On its way to customs.</summary>
    Filing,

    /// <summary>Handed in; no notification has come yet.</summary>
    Filed,

    /// <summary>Customs have it and wait for its goods.</summary>
    Received,
    Accepted,
    UnderControl,
    DocumentsAsked,
    TaxDue,
    Released,
    Cleared,
    Exited,
    Refused,
    Cancelled,

    /// <summary>Customs keep the goods.</summary>
    Seized,
}
