namespace Entrepot.Platform.Ui;

/// <summary>One choice of a select field: what is sent, and what is read, in the user's language.</summary>
public sealed record Option(string Value, string Text)
{
    /// <summary>Choices whose value is their text.</summary>
    public static IReadOnlyList<Option> Of(IEnumerable<string> values) => [.. values.Select(value => new Option(value, value))];
}
