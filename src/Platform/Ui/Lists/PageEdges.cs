namespace Entrepot.Platform.Ui;

/// <summary>
/// The first and the last row of the page, by which a list goes on from there instead of counting rows it does not show:
/// the last page costs what the first does, and no row is shown twice because another came in above it.
/// </summary>
/// <param name="Next">What the last row is found by; null where nothing follows.</param>
/// <param name="Previous">What the first row is found by; null on the first page.</param>
public sealed record PageEdges(string? Next, string? Previous);
