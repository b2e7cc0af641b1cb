using System.Text.RegularExpressions;
using Entrepot.Kernel;

namespace Entrepot.Identity.Domain;

internal static partial class UserNames
{
    public static Result Check(string userName) => Allowed().IsMatch(userName.Trim()) ? Result.Ok : IdentityProblems.InvalidUserName();

    [GeneratedRegex(@"^[\p{L}\p{Nd}._@+-]{2,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex Allowed();
}
