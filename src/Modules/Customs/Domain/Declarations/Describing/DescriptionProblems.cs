using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Declarations.Describing;

internal static class DescriptionProblems
{
    public static Problem UnknownName(string name, IEnumerable<string> known) =>
        Problem.Invalid("customs.unknown_name", $"'{name}' is no name of a declaration. Here stand: {string.Join(", ", known)}.", name);

    public static Problem NotAList(string name) => Problem.Invalid("customs.not_a_list", $"'{name}' is a list: write it in brackets.", name);

    public static Problem NotAGroup(string name) => Problem.Invalid("customs.not_a_group", $"'{name}' holds names of its own: write it in braces.", name);

    public static Problem NotAValue(string name) => Problem.Invalid("customs.not_a_value", $"'{name}' is one value: a text or a number.", name);
}
