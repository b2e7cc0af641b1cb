namespace Entrepot.Platform.Ui;

/// <summary>A built-in view of a list. The key is the <c>view</c> of its address; null for all rows.</summary>
public sealed record View(string? Key, string Title, long? Count = null);

/// <summary>A view somebody saved: a name and a query string, own or shared.</summary>
public sealed record SavedView(string Name, string Query, bool Shared);
