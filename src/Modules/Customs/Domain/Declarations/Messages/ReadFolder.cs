using System.Xml;
using Entrepot.Customs.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Declarations.Messages;

/// <summary>Reads every message of a folder, checks it and writes it again: shows what the shape can express.</summary>
internal static class ReadFolder
{
    public static Result<MessageFolder> Read(string folder, string? schemaFolder)
    {
        if (!Directory.Exists(folder)) return MessageProblems.NoFolder(folder);

        CdsSchemas? schemas = null;
        if ((schemaFolder ?? CdsSchemas.FindBeside(folder)) is { } place)
        {
            var opened = CdsSchemas.Open(place);
            if (opened.Problem is { } problem) return problem;
            schemas = opened.Value;
        }

        var tally = new MessageFolder { Schemas = schemas?.Folder, Valid = schemas is null ? null : 0 };
        var files = Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.System | FileAttributes.ReparsePoint });
        foreach (var file in files.Where(file => Path.GetExtension(file).Equals(".xml", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))
            tally = Add(tally, Path.GetRelativePath(folder, file), file, schemas);
        return tally;
    }

    private static MessageFolder Add(MessageFolder tally, string name, string file, CdsSchemas? schemas)
    {
        var (document, other) = ReadFile(file);
        if (document.Problem is { } refused)
            return other is not null
                ? tally with { Others = [.. tally.Others, new(name, other)] }
                : tally with { Documents = tally.Documents + 1, Failures = [.. tally.Failures, new(name, "parse", refused.Field, refused.Message.ToString())] };

        var (message, bytes) = document.Value;
        tally = tally with { Documents = tally.Documents + 1, Parsed = tally.Parsed + 1, WithoutNamespaces = tally.WithoutNamespaces + (message.IsQualified ? 0 : 1) };
        if (schemas?.Check(message) is { } faults)
            tally = faults.Count == 0
                ? tally with { Valid = tally.Valid + 1 }
                : tally with { Failures = [.. tally.Failures, .. faults.Select(fault => new MessageFailure(name, "schema", fault.Field, fault.Message.ToString()))] };
        return SameMessage.Difference(bytes, MessageWriter.Write(message)) is { } difference
            ? tally with { Failures = [.. tally.Failures, new(name, "rebuild", difference.Path, $"It has {difference.First}, and what we write has {difference.Second}.")] }
            : tally with { RebuiltEqual = tally.RebuiltEqual + 1 };
    }

    /// <summary>The message; or the name of the root of a file that is well-formed XML of another kind.</summary>
    private static (Result<(CustomsMessage Message, byte[] Bytes)> Read, string? Other) ReadFile(string file)
    {
        try
        {
            if (new FileInfo(file).Length > MessageReader.BytesMax) return (MessageProblems.TooLarge(MessageReader.BytesMax), null);
            var bytes = File.ReadAllBytes(file);
            using var stream = new MemoryStream(bytes);
            var read = MessageReader.Read(stream);
            if (read.Problem is not { } problem) return ((read.Value, bytes), null);
            return (problem, problem.Code == MessageProblems.NotAMessageCode ? OtherRoot(bytes) : null);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return (MessageProblems.Unreadable(unreadable.Message), null);
        }
    }

    /// <summary>What the file is instead; null when it means to be a message and is damaged.</summary>
    private static string? OtherRoot(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        using var reader = XmlReader.Create(stream, MessageReader.Harmless);
        reader.MoveToContent();
        return reader.LocalName.EndsWith(MessageShape.MetaData.Name, StringComparison.Ordinal) ? null : reader.LocalName;
    }
}
