using Entrepot.Kernel;

namespace Entrepot.Platform.Security;

/// <summary>
/// Whether amounts of money are kept from the person or program that asks now. Screens, exports and the API's JSON leave
/// them out then; work in the background and the papers of a parcel, which the law wants to state values, are not asked.
/// </summary>
public static class Discretion
{
    /// <summary>Who has it sees amounts: prices, costs, values, profits.</summary>
    public const string Permission = "money.view";

    /// <summary>What stands where an amount would.</summary>
    public const string Veil = "•••";

    private static readonly AsyncLocal<bool> Hidden = new();

    public static bool HidesMoney => Hidden.Value;

    /// <summary>A sentence as the asker may read it.</summary>
    public static Sentence Of(Sentence sentence) => HidesMoney ? sentence.WithoutAmounts(Veil) : sentence;

    /// <summary>Holds for this flow of calls; strangers are shown nothing of a company anyway.</summary>
    public static void Enter(CurrentUser user) => Hidden.Value = user.IsSignedIn && !user.Can(Permission);
}
