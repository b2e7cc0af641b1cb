namespace Entrepot.Platform.Ui;

/// <summary>A built-in view of a list. The key is the <c>view</c> of its address; null for all rows.</summary>
public sealed record View(string? Key, string Title, long? Count = null);

/// <summary>A view somebody saved: a name and a query string, own or shared.</summary>
public sealed record SavedView(string Name, string Query, bool Shared)
{
    public long Id { get; init; }

    /// <summary>The reader saved it, and may delete it.</summary>
    public bool IsMine { get; init; }

    /// <summary>How many rows it finds; null where nobody counted.</summary>
    public long? Count { get; init; }

    /// <summary>It finds more than <see cref="Count"/>: counting stopped there.</summary>
    public bool More { get; init; }
}
