using Entrepot.Kernel;

namespace Entrepot.Platform.Documents.Issuing;

/// <summary>
/// Who issues the company's papers. A paper freezes what it needs of it when it is made; what is changed here shows on papers made
/// afterwards.
/// </summary>
public sealed record Letterhead
{
    /// <summary>In Latin letters, as customs read it; the company's own name where none is set.</summary>
    public required string Name { get; init; }

    /// <summary>In the company's own script: <c>深圳前海贸易有限公司</c>. Empty where it has none.</summary>
    public string LocalName { get; init; } = "";

    /// <summary>The registered seat, which stands on invoices; null where papers name the warehouse that the goods leave.</summary>
    public Address? Seat { get; init; }

    /// <summary>Web site and the like, below the address; empty for none.</summary>
    public string Website { get; init; } = "";

    /// <summary>SHA-256 of the logo's picture; empty where there is none.</summary>
    public string Logo { get; init; } = "";
}

/// <summary>A logo as it is kept: a PNG of ours, of which nothing but the picture is left.</summary>
/// <param name="Hash">SHA-256 of <paramref name="Png"/>.</param>
public sealed record LogoPicture(string Hash, byte[] Png);
