namespace Entrepot.Catalog.Contracts;

/// <summary>What became of a file of products.</summary>
public enum ProductImportState
{
    /// <summary>Nothing is changed; somebody looks at what would be.</summary>
    Proposed,

    /// <summary>It is being taken over, and will be whatever happens.</summary>
    Accepted,
    Done,
    Discarded,
}
