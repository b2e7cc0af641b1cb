using Entrepot.Customs.Domain.Declarations.Describing;
using Entrepot.Customs.Domain.Declarations.Messages;
using Entrepot.Kernel;

namespace Entrepot.Customs.Contracts;

/// <summary>What a folder of customs messages came to when each was read, checked and written again.</summary>
public sealed record MessageFolder
{
    /// <summary>Declarations and notifications: XML files that are, or wrap, a <c>MetaData</c>, and files too broken to tell.</summary>
    public int Documents { get; init; }

    /// <summary>Of them, how many our model could read whole.</summary>
    public int Parsed { get; init; }

    /// <summary>Of those, how many are valid against the schemas; null when there were none to check with.</summary>
    public int? Valid { get; init; }

    /// <summary>Of those that were read, how many our model writes again to an equal document: every element in its order and namespace, every attribute, every value.</summary>
    public int RebuiltEqual { get; init; }

    /// <summary>How many were read that bear no namespaces, as HMRC's gateway gives notifications; they were checked with those of the schema.</summary>
    public int WithoutNamespaces { get; init; }

    /// <summary>The folder of schemas that was used.</summary>
    public string? Schemas { get; init; }

    public IReadOnlyList<MessageFailure> Failures { get; init; } = [];

    /// <summary>XML files that are no declaration and no notification, such as inventory movements, with their root.</summary>
    public IReadOnlyList<OtherFile> Others { get; init; } = [];
}

/// <param name="File">Within the folder.</param>
/// <param name="Step"><c>parse</c>, <c>schema</c> or <c>rebuild</c>.</param>
/// <param name="Path">Of the field, where the failure is about one.</param>
public sealed record MessageFailure(string File, string Step, string? Path, string Reason);

public sealed record OtherFile(string File, string Root);

/// <summary>A declaration written from a description.</summary>
/// <param name="Reference">The trader's own (DE 2/5).</param>
/// <param name="Type">DE 1/1 and 1/2: <c>IMA</c>.</param>
/// <param name="Xml">UTF-8, as it is filed; of no use while there are problems.</param>
/// <param name="Problems">What customs would refuse, each with the name in the description it is about.</param>
/// <param name="Doubts">What they may ask about.</param>
public sealed record DeclaredFile(string Reference, string Type, byte[] Xml, string Sha256, IReadOnlyList<Problem> Problems, IReadOnlyList<Problem> Doubts);

/// <summary>Customs messages in files, without a database.</summary>
public static class CustomsMessageFiles
{
    /// <param name="schemas">Folder of HMRC's schemas; null to look for them beside the folder.</param>
    /// <returns>Refused with <c>customs.no_message_folder</c>, <c>customs.no_schemas</c> or <c>customs.broken_schemas</c>.</returns>
    public static Result<MessageFolder> Read(string folder, string? schemas) => ReadFolder.Read(folder, schemas);

    /// <summary>Writes declarations to the UK's CDS from descriptions: completed, checked, in the schema's order.</summary>
    /// <param name="json">One description or a list of them, in the names of <c>Rules/declarations/uk-cds-description.tsv</c>.</param>
    /// <param name="on">The day whose rules apply.</param>
    /// <param name="schemas">Folder of HMRC's schemas to check with as well; null for our own checks alone.</param>
    /// <returns>In the order of the file; refused where it is no JSON of descriptions.</returns>
    public static Result<IReadOnlyList<DeclaredFile>> Declare(string json, DateOnly on, string? schemas) => DeclareFiles.Of(json, on, schemas);
}
