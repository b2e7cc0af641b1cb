namespace Entrepot.Platform.Documents.Issuing;

/// <summary>Says which numbers were given to documents of one kind; whoever issues such documents implements it.</summary>
public interface IIssuedNumbers
{
    NumberedDocument Document { get; }

    /// <summary>All of them, of documents that were taken back too, in any order.</summary>
    Task<IReadOnlyList<string>> AllAsync(CancellationToken ct);
}
