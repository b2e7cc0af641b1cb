using System.Xml;
using System.Xml.Schema;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Declarations.Messages;

/// <summary>
/// HMRC's schemas in a folder that the user has: they are not ours to ship. Declarations, cancellations and notifications
/// have sets of their own, since the schemas of cancellations and declarations claim the same names.
/// </summary>
internal sealed class CdsSchemas
{
    /// <summary>Faults that are told of one document.</summary>
    private const int FaultsMax = 20;

    private readonly XmlSchemaSet declarations;
    private readonly XmlSchemaSet cancellations;
    private readonly XmlSchemaSet notifications;

    private CdsSchemas(string folder)
    {
        Folder = folder;
        declarations = Load("declaration/DocumentMetaData_2_DMS.xsd", "declaration/WCO_DEC_2_DMS.xsd");
        cancellations = Load("declaration/CANCEL_METADATA.xsd", "declaration/CANCEL.xsd");
        notifications = Load("notification/DocumentMetaData_2_DMS.xsd", "notification/WCO_RES_2_DMS.xsd");
    }

    /// <summary>The one with <c>declaration</c> and <c>notification</c> in it.</summary>
    public string Folder { get; }

    /// <param name="folder">The folder of the archive, or one above or below.</param>
    public static Result<CdsSchemas> Open(string folder)
    {
        if (Find(folder) is not { } found) return MessageProblems.NoSchemas(folder);

        try
        {
            return new CdsSchemas(found);
        }
        catch (Exception broken) when (broken is XmlException or XmlSchemaException or IOException or UnauthorizedAccessException)
        {
            return MessageProblems.BrokenSchemas(found, broken.Message);
        }
    }

    /// <summary>Schemas that lie in this folder, or beside it or its parents up to four levels up; null where there are none.</summary>
    public static string? FindBeside(string folder)
    {
        var at = new DirectoryInfo(folder);
        for (var up = 0; up <= 4 && at is not null; up++, at = at.Parent)
            if (Find(at.FullName) is { } found) return found;
        return null;
    }

    /// <summary>What the schema has against this message; a message without namespaces is given them first.</summary>
    public IReadOnlyList<Problem> Check(CustomsMessage message)
    {
        var faults = new List<Problem>();
        var settings = MessageReader.Harmless;
        settings.ValidationType = ValidationType.Schema;
        settings.ValidationFlags = XmlSchemaValidationFlags.ReportValidationWarnings | XmlSchemaValidationFlags.ProcessIdentityConstraints;
        settings.Schemas = SetFor(message);
        settings.ValidationEventHandler += (_, fault) =>
        {
            if (faults.Count < FaultsMax) faults.Add(MessageProblems.NotBySchema(fault.Exception?.LineNumber ?? 0, fault.Message));
        };
        using var stream = new MemoryStream(MessageWriter.Write(message with { IsQualified = true }));
        using var reader = XmlReader.Create(stream, settings);
        while (reader.Read()) { }

        return faults;
    }

    private XmlSchemaSet SetFor(CustomsMessage message) =>
        message.Declaration is not { } declaration ? notifications : declaration["TypeCode"] == "INV" ? cancellations : declarations;

    private static string? Find(string folder) =>
        new[] { "", "wco", "schemas/wco", "schemas" }.Select(under => Path.Combine(folder, under)).FirstOrDefault(path => File.Exists(Path.Combine(path, "declaration/WCO_DEC_2_DMS.xsd")));

    private XmlSchemaSet Load(params string[] files)
    {
        var set = new XmlSchemaSet { XmlResolver = new OneOfEachName(Folder) };
        foreach (var file in files) set.Add(null, Path.Combine(Folder, file));
        set.Compile();
        return set;
    }

    /// <summary>
    /// Reads nothing outside of the folder, and of two files with one name the one that was asked for first: the schema of
    /// notifications brings in that of declarations, and both have their own copy of the data types.
    /// </summary>
    private sealed class OneOfEachName(string folder) : XmlUrlResolver
    {
        private readonly string root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        private readonly Dictionary<string, Uri> first = [];

        public override Uri ResolveUri(Uri? baseUri, string? relativeUri)
        {
            var asked = base.ResolveUri(baseUri, relativeUri);
            if (!asked.IsFile || !Path.GetFullPath(asked.LocalPath).StartsWith(root, StringComparison.Ordinal)) throw new XmlException($"A schema asks for {relativeUri}, which lies outside of its folder.");
            return first.TryGetValue(Path.GetFileName(asked.LocalPath), out var known) ? known : first[Path.GetFileName(asked.LocalPath)] = asked;
        }
    }
}
