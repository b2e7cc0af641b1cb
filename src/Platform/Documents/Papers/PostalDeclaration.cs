using Entrepot.Kernel;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>The categories that the Universal Postal Union's forms have boxes for.</summary>
public enum PostalItemCategory { Gift, Documents, SaleOfGoods, CommercialSample, ReturnedGoods, Other }

/// <summary>The sheet that a CN 23 is printed on.</summary>
public enum Cn23Sheet { A5, A4 }

/// <summary>One kind of goods in a postal item.</summary>
public sealed record PostalDeclarationLine
{
    /// <summary>In detail, and in a language that the country of destination accepts: <c>cotton T-shirt, men's</c>, not <c>clothes</c>.</summary>
    public required string Description { get; init; }
    public required long Quantity { get; init; }

    /// <summary>Of all pieces.</summary>
    public required long NetWeightGrams { get; init; }

    /// <summary>Of all pieces; all lines are in one currency.</summary>
    public required Money Value { get; init; }

    /// <summary>Empty where it is not known.</summary>
    public string HsCode { get; init; } = "";

    /// <summary>Where it was made: ISO 3166-1 alpha-2; empty where it is not known.</summary>
    public string Origin { get; init; } = "";
}

/// <summary>
/// What a sender tells customs on form CN 22 or CN 23. Which of the two an item needs is the caller's decision; it follows
/// from its value and from what its post accepts.
/// </summary>
public sealed record PostalDeclaration
{
    public required PostalItemCategory Category { get; init; }

    /// <summary>What the item is where the category is <see cref="PostalItemCategory.Other"/>.</summary>
    public string Explanation { get; init; } = "";

    public required Address Sender { get; init; }
    public required Address Addressee { get; init; }
    public required IReadOnlyList<PostalDeclarationLine> Lines { get; init; }

    /// <summary>With packaging.</summary>
    public required long GrossWeightGrams { get; init; }

    /// <summary>Of the item: <c>LX123456785CN</c>; ASCII, drawn in Code 128.</summary>
    public required string ItemNumber { get; init; }

    /// <summary>The post that takes it in: <c>China Post</c>.</summary>
    public string DesignatedOperator { get; init; } = "";

    /// <summary>The day of signature and posting.</summary>
    public required DateOnly Date { get; init; }
    public required string SignedBy { get; init; }

    /// <summary>The sender's number with customs: EORI, IOSS, a customs registration; empty where there is none.</summary>
    public string SenderCustomsReference { get; init; } = "";

    /// <summary>Tax code, VAT number or importer's code; empty where there is none.</summary>
    public string ImporterReference { get; init; } = "";

    /// <summary>Null where postage is not declared.</summary>
    public Money? PostalCharges { get; init; }
    public string OfficeOfOrigin { get; init; } = "";

    /// <summary>Quarantine and other restrictions.</summary>
    public string Comments { get; init; } = "";
    public string LicenceNumber { get; init; } = "";
    public string CertificateNumber { get; init; } = "";
    public string InvoiceNumber { get; init; } = "";
}
