namespace Entrepot.Platform.Ui;

/// <summary>Tells the buttons inside a bulk bar whose marked rows they act on.</summary>
public sealed record BulkForm(string Id);
