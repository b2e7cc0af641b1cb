using Entrepot.Kernel;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>The printed words of the Universal Postal Union's forms, English and French (UPU Convention Regulations, forms CN 22 and CN 23).</summary>
internal static class PostalFormText
{
    public const string Title = "CUSTOMS DECLARATION\nDÉCLARATION EN DOUANE";
    public const string MayBeOpened = "May be opened officially\nPeut être ouvert d'office";
    public const string Operator = "Designated operator / Opérateur désigné";

    public static readonly (PostalItemCategory Category, string English, string French)[] Categories =
    [
        (PostalItemCategory.Gift, "Gift", "Cadeau"),
        (PostalItemCategory.CommercialSample, "Commercial sample", "Échantillon commercial"),
        (PostalItemCategory.Documents, "Documents", "Documents"),
        (PostalItemCategory.ReturnedGoods, "Returned goods", "Retour de marchandise"),
        (PostalItemCategory.SaleOfGoods, "Sale of goods", "Vente de marchandises"),
        (PostalItemCategory.Other, "Other (please specify)", "Autre (à préciser)"),
    ];

    public const string Cn22Declaration =
        "I, the undersigned, whose name and address are given on the item, certify that the particulars given in this declaration are correct and that this item "
        + "does not contain any dangerous article or articles prohibited by legislation or by postal or customs regulations. / "
        + "Je, soussigné dont le nom et l'adresse figurent sur l'envoi, certifie que les renseignements donnés dans la présente déclaration sont exacts et que cet envoi "
        + "ne contient aucun objet dangereux ou interdit par la législation ou la réglementation postale ou douanière.";

    public const string Cn23Declaration =
        "I certify that the particulars given in this customs declaration are correct and that this item does not contain any dangerous article or articles prohibited by "
        + "legislation or by postal or customs regulations. / Je certifie que les renseignements donnés dans la présente déclaration en douane sont exacts et que cet envoi ne "
        + "contient aucun objet dangereux ou interdit par la législation ou la réglementation postale ou douanière.";

    public const string Signature = "Date and sender's signature / Date et signature de l'expéditeur";

    public static Money TotalValue(PostalDeclaration declaration) =>
        declaration.Lines.Aggregate(Money.Zero(declaration.Lines[0].Value.Currency), (sum, line) => sum + line.Value);

    /// <summary>The lines of each sheet; a form has few rows, and what does not fit goes on a further sheet of the same item.</summary>
    public static IReadOnlyList<PostalDeclarationLine[]> Sheets(PostalDeclaration declaration, int linesPerSheet)
    {
        if (declaration.Lines.Count == 0) throw new ArgumentException("A customs declaration has at least one line.", nameof(declaration));
        return [.. declaration.Lines.Chunk(linesPerSheet)];
    }
}
