namespace Entrepot.Kernel;

/// <summary>A postal address as the buyer gave it. Country is ISO 3166-1 alpha-2, or empty when it is not known yet.</summary>
public sealed record Address
{
    public string Name { get; init; } = "";
    public string Company { get; init; } = "";
    public string Line1 { get; init; } = "";
    public string Line2 { get; init; } = "";
    public string City { get; init; } = "";

    /// <summary>State, province or prefecture: the ISO 3166-2 subdivision without its country where there is one (<c>CA</c>), else a name.</summary>
    public string Province { get; init; } = "";
    public string Postcode { get; init; } = "";
    public string Country { get; init; } = "";
    public string Phone { get; init; } = "";
    public string Email { get; init; } = "";
}
