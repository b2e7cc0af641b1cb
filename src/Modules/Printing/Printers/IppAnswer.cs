using System.Buffers.Binary;
using System.Text;

namespace Entrepot.Printing.Printers;

/// <summary>What an IPP printer answered: a status and groups of attributes (RFC 8010, section 3).</summary>
internal sealed class IppAnswer
{
    private const byte FirstValueTag = 0x10;

    private readonly List<(byte Tag, Dictionary<string, List<object>> Attributes)> groups = [];

    private IppAnswer(int status) => Status = status;

    public int Status { get; }

    /// <summary>Below 0x0100 the printer did what it was asked, perhaps with a substitute for an attribute (RFC 8011, appendix B).</summary>
    public bool IsDone => Status < 0x0100;

    public IEnumerable<IppGroup> Groups(byte tag) => groups.Where(group => group.Tag == tag).Select(group => new IppGroup(group.Attributes));

    /// <summary>The first group of the kind; an empty one where there is none.</summary>
    public IppGroup Group(byte tag) => Groups(tag).FirstOrDefault(new IppGroup([]));

    /// <exception cref="InvalidDataException">Not an answer of a printer.</exception>
    public static IppAnswer Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8 || bytes[0] is 0 or > 9) throw new InvalidDataException("This is no answer of a printer: what listens there speaks another protocol than IPP.");

        var answer = new IppAnswer(BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
        var rest = bytes[8..];
        List<object>? current = null;
        while (rest.Length > 0)
        {
            var tag = rest[0];
            rest = rest[1..];
            if (tag == 3) break;
            if (tag < FirstValueTag)
            {
                answer.groups.Add((tag, new(StringComparer.Ordinal)));
                continue;
            }

            var name = Encoding.ASCII.GetString(Take(ref rest));
            var value = Value(tag, Take(ref rest));
            if (answer.groups.Count == 0) throw new InvalidDataException("The printer's answer has an attribute outside any group.");
            if (name.Length > 0) answer.groups[^1].Attributes[name] = current = []; // A value without a name is one more of the attribute before.
            current?.Add(value);
        }

        return answer;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 2) throw new InvalidDataException("The printer's answer is cut off.");
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
        if (rest.Length < length + 2) throw new InvalidDataException("The printer's answer is cut off.");
        var taken = rest.Slice(2, length);
        rest = rest[(length + 2)..];
        return taken;
    }

    private static object Value(byte tag, ReadOnlySpan<byte> value) => tag switch
    {
        0x21 or 0x23 when value.Length == 4 => BinaryPrimitives.ReadInt32BigEndian(value),
        0x22 when value.Length == 1 => value[0] != 0,
        >= 0x40 and <= 0x5F => Encoding.UTF8.GetString(value),
        _ => "",
    };
}

/// <summary>Attributes of one printer or one job.</summary>
internal readonly record struct IppGroup(Dictionary<string, List<object>> Attributes)
{
    public int? Integer(string name) => Values(name).OfType<int>().Select(value => (int?)value).FirstOrDefault();

    public bool? Flag(string name) => Values(name).OfType<bool>().Select(value => (bool?)value).FirstOrDefault();

    public string Text(string name) => Values(name).OfType<string>().FirstOrDefault() ?? "";

    public IReadOnlyList<string> Texts(string name) => [.. Values(name).OfType<string>()];

    private List<object> Values(string name) => Attributes.GetValueOrDefault(name) ?? [];
}
