// Safety: the call takes and gives numbers only.
using System.Runtime.InteropServices;

namespace HmmGen.Tests.Transparent;

/// <summary>The user for which a thread opens files.</summary>
internal static partial class SystemUser
{
    /// <summary>Makes the calling thread another user as far as files go. The thread should end soon: it stays that user.</summary>
    /// <param name="user">The user's number.</param>
    /// <returns>Whether Linux has done it.</returns>
    public static bool BecomeForFiles(uint user)
    {
        _ = SetFileUser(user);

        // The call tells no error. It returns the user before, also of a call for no user.
        return SetFileUser(uint.MaxValue) == user;
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial uint SetFileUser(uint user);
}
