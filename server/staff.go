package main

import (
	"context"
	"fmt"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/config"
	"patientportal/server/fault"
	"patientportal/server/page"
)

// staffCommand looks after the accounts of staff where no administrator can, such
// as before there is one.
type staffCommand struct {
	Add     staffAdd     `cmd:"" help:"Make an account for a member of staff and print a first password."`
	List    staffList    `cmd:"" help:"Print the accounts of staff, closed ones too."`
	Disable staffDisable `cmd:"" help:"Close an account at once; what was done with it keeps its name."`
	Enable  staffEnable  `cmd:"" help:"Open a closed account again, with the password it had."`
	Reset   staffReset   `cmd:"" help:"Print a new first password, and take second factors away."`
}

// staffRoles are the roles as typed.
var staffRoles = map[string]actor.Role{
	"clinician": actor.RoleClinician, "desk": actor.RoleFrontDesk, "administrator": actor.RoleAdministrator,
}

type staffAdd struct {
	config.Store
	Role         string  `required:"" enum:"clinician,desk,administrator" help:"clinician, desk or administrator."`
	Username     string  `required:"" help:"The personal username, 3 to 64 characters."`
	Name         string  `required:"" help:"The person's name, as patients and colleagues read it."`
	Email        *string `help:"Where mail about the account goes."`
	Practitioner *string `help:"For clinicians: the id of the practitioner that patients know them as."`
}

// Run prints the first password, once: it is stored nowhere.
func (c *staffAdd) Run(ctx context.Context) error {
	return withPortal(ctx, c.Store, func(p *portal) error {
		first, err := p.Account.AddStaff(ctx, actor.System("staff add"), account.AddStaffInput{
			Username: c.Username, DisplayName: c.Name, Email: c.Email, Role: staffRoles[c.Role], PractitionerID: c.Practitioner,
		})
		if fault.CodeOf(err) == fault.NotFound {
			return fmt.Errorf("--practitioner: there is none of that id")
		}
		return told(first, c.Username, err)
	})
}

type staffDisable struct {
	config.Store
	Username string `required:"" help:"Whose account."`
	Reason   string `required:"" help:"Why; it stands on the audit trail."`
}

// Run ends every session of the account with it.
func (c *staffDisable) Run(ctx context.Context) error {
	return withPortal(ctx, c.Store, func(p *portal) error {
		in := account.ChangeStaffInput{Username: c.Username, Reason: c.Reason}
		if _, err := p.Account.DisableStaff(ctx, actor.System("staff disable"), in); err != nil {
			return byStaff(err)
		}
		fmt.Printf("Disabled: %s\n", c.Username)
		return nil
	})
}

type staffEnable struct {
	config.Store
	Username string `required:"" help:"Whose account."`
	Reason   string `required:"" help:"Why; it stands on the audit trail."`
}

// Run opens the account.
func (c *staffEnable) Run(ctx context.Context) error {
	return withPortal(ctx, c.Store, func(p *portal) error {
		in := account.ChangeStaffInput{Username: c.Username, Reason: c.Reason}
		if _, err := p.Account.EnableStaff(ctx, actor.System("staff enable"), in); err != nil {
			return byStaff(err)
		}
		fmt.Printf("Enabled: %s\n", c.Username)
		return nil
	})
}

type staffReset struct {
	config.Store
	Username string `required:"" help:"Whose account."`
	Reason   string `required:"" help:"Why, and how it is known who asks; it stands on the audit trail."`
}

// Run prints the new first password, once.
func (c *staffReset) Run(ctx context.Context) error {
	return withPortal(ctx, c.Store, func(p *portal) error {
		in := account.ChangeStaffInput{Username: c.Username, Reason: c.Reason}
		first, err := p.Account.ResetStaff(ctx, actor.System("staff reset"), in)
		return told(first, c.Username, err)
	})
}

type staffList struct{ config.Store }

// Run prints a line for each account: username, role, state and name, with tabs
// between them.
func (c *staffList) Run(ctx context.Context) error {
	return withPortal(ctx, c.Store, func(p *portal) error {
		size := page.MaxSize
		args := page.Args{First: &size}
		for {
			list, err := p.Account.StaffAccounts(ctx, actor.System("staff list"), args)
			if err != nil {
				return err
			}
			for _, e := range list.Edges {
				fmt.Printf("%s\t%s\t%s\t%s\n", e.Node.Username, e.Node.Role, e.Node.State, e.Node.DisplayName)
			}
			if !list.PageInfo.HasNextPage {
				return nil
			}
			args.After = list.PageInfo.EndCursor
		}
	})
}

func told(first account.StaffPayload, username string, err error) error {
	if err != nil {
		return byStaff(err)
	}
	fmt.Printf("Username:       %s\nFirst password: %s\n", username, first.FirstPassword)
	return nil
}

// byStaff says what is wrong in the words of the command line.
func byStaff(err error) error {
	if fault.CodeOf(err) == fault.NotFound {
		return fmt.Errorf("--username: no member of staff here is called that")
	}
	return byFlag(err)
}
