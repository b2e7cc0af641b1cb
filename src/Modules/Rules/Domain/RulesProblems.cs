using Entrepot.Kernel;

namespace Entrepot.Rules.Domain;

/// <summary>Refusals. Those about a document of rules name the place in it as a JSON path (<c>$.rules[2].when.all[0]</c>).</summary>
internal static class RulesProblems
{
    public static Problem NotJson(string message) => Problem.Invalid("rules.not_json", $"The rules are not valid JSON: {message}");

    public static Problem TooLarge(int bytesMax) => new(ProblemKind.TooLarge, "rules.too_large", $"The rules are longer than {bytesMax:N0} bytes. Take out rules that are not used any more.");

    public static Problem TooMany(string path, Sentence what, int max) => Problem.Invalid("rules.too_many", $"{path}: at most {max} {what}.", path);

    public static Problem TooDeep(string path, int max) => Problem.Invalid("rules.too_deep", $"{path}: conditions are nested more than {max} deep.", path);

    public static Problem Wrong(string path, Sentence expected) => Problem.Invalid("rules.wrong_shape", $"{path}: expected {expected}.", path);

    public static Problem UnknownKey(string path, string key, string known) => Problem.Invalid("rules.unknown_key", $"{path}: '{key}' is not known here. Known are {known}.", path);

    public static Problem UnknownField(string path, string field, string known) => Problem.Invalid("rules.unknown_field", $"{path}: there is no field '{field}'. There are {known}.", path);

    public static Problem UnknownOperator(string path, string field, string op, string known) => Problem.Invalid("rules.unknown_operator", $"{path}: the field {field} has no operator '{op}'. It has {known}.", path);

    public static Problem WrongValue(string path, string field, Sentence expected) => Problem.Invalid("rules.wrong_value", $"{path}: {field} is compared with {expected}.", path);

    public static Problem EmptyRange(string path, string field, string least, string most) => Problem.Invalid("rules.empty_range", $"{path}: no {field} lies between {least} and {most}: the smaller one comes first.", path);

    public static Problem UnknownList(string path, string code, IEnumerable<string> known) => Problem.Invalid("rules.unknown_list", $"{path}: there is no list '{code}'. There are: {string.Join(", ", known.Order(StringComparer.Ordinal))}.", path);

    public static Problem UnknownGroup(string path, string code, IEnumerable<string> known) => Problem.Invalid("rules.unknown_group", $"{path}: there is no group of countries '{code}'. There are {string.Join(", ", known)}.", path);

    public static Problem UnknownPoint(string path, string point) => Problem.Invalid("rules.unknown_point", $"{path}: nothing is decided at '{point}'. There is {RulePoints.Order}.", path);

    public static Problem NotUnderstood(IReadOnlyList<BrokenRule> rules) => Problem.Forbidden("rules.not_understood", $"A rule that holds orders cannot be asked any more: {Sentence.Join(" ", [.. rules.Select(rule => (Sentence)$"{rule.Name}: {rule.Why.Message}")])} Mend it, or look at the order yourself.");

    public static Problem BadPattern(string path, string message) => Problem.Invalid("rules.bad_pattern", $"{path}: the pattern is not usable: {message}", path);

    public static Problem NoActions(string path, string known) => Problem.Invalid("rules.no_actions", $"{path}: a rule does something: {known}.", path);

    public static Problem NameTwice(string path, string name) => Problem.Invalid("rules.name_twice", $"{path}: there is already a rule '{name}'. Names tell rules apart in traces.", path);

    public static Problem UnknownSet(string code, string known) => Problem.NotFound("rules.unknown_set", $"There is no set of rules '{code}'. There are {known}.");

    public static Problem NoDraft() => Problem.Conflict("rules.no_draft", "There is no draft to publish. Change the rules first.");

    public static Problem PublishedMeanwhile(int version) => Problem.Conflict("rules.published_meanwhile", $"Version {version} was published after this draft was begun. Compare the two, then save the draft again.");

    public static Problem VersionNotFound(int version) => Problem.NotFound("rules.version_not_found", $"There is no version {version} of the rules.");

    public static Problem Blacklisted(Sentence what, string reason) => Problem.Forbidden("rules.blacklisted", $"The {what} is on the blacklist: {reason}");

    public static Problem BlacklistEntryEmpty() => Problem.Invalid("rules.blacklist_entry_empty", "Nothing of the entry is left to compare. Give an e-mail address, a phone number, a name, or a postcode and street with the country.", "value");

    public static Problem BlacklistReasonMissing() => Problem.Invalid("rules.blacklist_reason_missing", "Say why: the person who decides about a held order reads it.", "reason");

    public static Problem BlacklistEntryExists() => Problem.Conflict("rules.blacklist_entry_exists", "This is on the blacklist already.");

    public static Problem BlacklistEntryNotFound(long id) => Problem.NotFound("rules.blacklist_entry_not_found", $"There is no entry {id:0} on the blacklist.");

    public static Problem BlacklistUntilPast() => Problem.Invalid("rules.blacklist_until_past", "The last day has passed already.", "until");
}
