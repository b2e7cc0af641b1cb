using Entrepot.Kernel;

namespace Entrepot.Identity.Domain;

internal static class IdentityProblems
{
    /// <summary>One answer for an unknown user, a wrong password and a user who may no longer sign in: a stranger learns nothing.</summary>
    public static Problem WrongCredentials() => Problem.Forbidden("identity.wrong_credentials", "The user name or the password is wrong.");

    public static Problem NotAllowed() => Problem.Forbidden("identity.not_allowed", "You are not allowed to do this. Ask an administrator for the permission.");

    public static Problem LockedOut(TimeSpan pause) => Problem.Forbidden("identity.locked_out", $"Too many wrong passwords. Wait {pause.TotalMinutes:0} minutes, then try again, or ask an administrator for a new password.");

    public static Problem TooManySignIns() => Problem.Forbidden("identity.too_many_sign_ins", "Too many sign-ins from this address. Wait a minute, then try again.");

    public static Problem UserExists(string userName) => Problem.Conflict("identity.user_exists", $"There is already a user '{userName}'. Choose another user name.");

    public static Problem InvalidUserName() => Problem.Invalid("identity.invalid_user_name", "A user name has 2 to 64 letters, digits or the signs . - _ @ +.", "userName");

    public static Problem WeakPassword(int lengthMin) => Problem.Invalid("identity.weak_password", $"A password has at least {lengthMin} characters and does not contain the user name. A sentence is easiest to remember.", "password");

    public static Problem PasswordTooLong(int lengthMax) => Problem.Invalid("identity.weak_password", $"A password has at most {lengthMax} characters.", "password");

    public static Problem WrongOldPassword() => Problem.Invalid("identity.wrong_old_password", "That is not the password so far.", "old");

    public static Problem NoAccount() => Problem.NotFound("identity.no_account", "An API key has no account. Sign in as a user.");

    public static Problem UserNotFound(long id) => Problem.NotFound("identity.user_not_found", $"There is no user {id:0}.");

    public static Problem LastAdministrator() => Problem.Conflict("identity.last_administrator", "This is the last active administrator. Make another user an administrator first.");

    public static Problem InvalidLanguage(string language) => Problem.Invalid("identity.invalid_language", $"'{language}' is not a language of the screens.", "language");

    public static Problem KeyNameMissing() => Problem.Invalid("identity.key_name_missing", "Give the key a name of 1 to 64 characters that says which program uses it.", "name");

    public static Problem KeyExists(string name) => Problem.Conflict("identity.key_exists", $"There is already a key '{name}' in use. Revoke it or choose another name.");

    public static Problem KeyNotFound(long id) => Problem.NotFound("identity.key_not_found", $"There is no API key {id:0}.");

    public static Problem UnknownPermission(string permission) => Problem.Invalid("identity.unknown_permission", $"'{permission}' is not a permission. The list is on the page of API keys.", "permissions");

    public static Problem NoPermissions() => Problem.Invalid("identity.no_permissions", "Choose at least one permission for the key.", "permissions");

    public static Problem RoleNameMissing(int lengthMax) => Problem.Invalid("identity.role_name_missing", $"Give the role a name of 1 to {lengthMax} characters.", "name");

    public static Problem RoleExists(string name) => Problem.Conflict("identity.role_exists", $"There is already a role '{name}'. Choose another name.") with { Field = "name" };

    public static Problem RoleNotFound(long id) => Problem.NotFound("identity.role_not_found", $"There is no role {id:0}.");

    public static Problem RoleMissing() => Problem.Invalid("identity.role_missing", "Choose which of the company's own roles it is.", "role");

    public static Problem RoleInUse(string name, int users) => Problem.Conflict("identity.role_in_use", $"{users} users have the role '{name}'. Give them another role first.");

    public static Problem InvitationOver() => Problem.Forbidden("identity.invitation_over", "This link does not work any more: it was used, replaced by a newer one, or is older than a week. Ask an administrator for a new one.");

    public static Problem NotGranted(string permission) => Problem.Forbidden("identity.not_granted", $"You cannot give away '{permission}': you do not have it yourself.");
}
