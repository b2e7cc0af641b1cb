using System.Reflection;
using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Unit.Ui;

/// <summary>
/// Every <see cref="Sentence"/> that an assembly builds, read from its compiled code: a literal that becomes one, or an
/// interpolated string that the compiler takes apart. So a new sentence is seen the moment it exists.
/// </summary>
internal sealed class CompiledSentences
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Lazy<Dictionary<string, CompiledSentences>> Product = new(() =>
        AllModules.List().Select(module => module.GetType().Assembly).Append(typeof(Sentence).Assembly).Append(typeof(Words).Assembly)
            .ToDictionary(assembly => assembly.GetName().Name!, Of));

    private readonly SortedSet<string> templates = new(StringComparer.Ordinal);
    private readonly List<string> textMadeSentence = [];

    /// <summary>All assemblies of the product that say something, by name.</summary>
    public static IReadOnlyDictionary<string, CompiledSentences> OfProduct => Product.Value;

    public IReadOnlyCollection<string> Templates => templates;

    /// <summary>Methods in which text that is no literal becomes a sentence, so that its words cannot be translated.</summary>
    public IReadOnlyList<string> TextMadeSentence => textMadeSentence;

    public static CompiledSentences Of(Assembly assembly)
    {
        var found = new CompiledSentences();
        foreach (var type in assembly.GetTypes().Where(type => type.DeclaringType != typeof(Sentence) && type != typeof(Sentence) && type != typeof(SentenceJson)))
            foreach (var method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
                if (method.GetMethodBody() is not null) found.Read(method);
        return found;
    }

    /// <summary>
    /// A sentence in a hole of another is built while that one is open, and is whole once its letters and holes are as many
    /// as its constructor was told. A branch that ends on the conversion brings text from elsewhere.
    /// </summary>
    private void Read(MethodBase method)
    {
        var code = Instruction.Of(method);
        var targets = code.SelectMany(instruction => instruction.Targets).ToHashSet();
        var open = new Stack<Draft>();
        for (var i = 0; i < code.Count; i++)
        {
            if (code[i].Operand is not MethodBase called || called.DeclaringType != typeof(Sentence)) continue;

            var literal = i > 0 && !targets.Contains(code[i].At) ? code[i - 1].Operand as string : null;
            if (called.Name == "op_Implicit") Convert(method, literal);
            else if (called.IsConstructor) open.Push(new((int)code[i - 2].Operand!, (int)code[i - 1].Operand!));
            else if (called.Name == nameof(Sentence.AppendLiteral)) open.Peek().Add(literal!);
            else if (called.Name == nameof(Sentence.AppendFormatted)) Fill(open.Peek(), called.GetGenericArguments()[0]);

            while (open.TryPeek(out var draft) && draft.IsWhole) templates.Add(open.Pop().Template);
        }
    }

    /// <summary>A word of an enum is a sentence too.</summary>
    private void Fill(Draft draft, Type kind)
    {
        draft.AddHole();
        if (kind.IsEnum) templates.UnionWith(Enum.GetNames(kind).Select(Spoken.Of));
    }

    private void Convert(MethodBase method, string? literal)
    {
        if (literal is null) textMadeSentence.Add($"{method.DeclaringType?.FullName}.{method.Name}");
        else templates.Add(literal);
    }

    private sealed class Draft(int letters, int holes)
    {
        private int lettersLeft = letters;
        private int hole;

        public string Template { get; private set; } = "";
        public bool IsWhole => lettersLeft <= 0 && hole == holes;

        public void Add(string words)
        {
            lettersLeft -= words.Length;
            Template += holes == 0 ? words : words.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
        }

        public void AddHole() => Template += $"{{{hole++}}}";
    }
}
